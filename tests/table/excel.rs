//! Excel files as other programs open them: the schema's rules hold, and LibreOffice reads the same text.

use std::process::Command;

use crate::office;
use crate::support::Room;

fn project(name: &str) -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("corpus").join(name).display().to_string()
}

#[test]
fn the_schema_holds_and_the_page_is_set_up() {
    let room = Room::new();
    let (old, new) = (
        project("shionagi-shobo/riyo-kiyaku/2025-04-01.txt"),
        project("shionagi-shobo/riyo-kiyaku/2025-10-01.txt"),
    );
    room.kaitei(&["table", &old, &new, "--out", "table.xlsx"])
        .done();
    let path = room.path("table.xlsx");
    assert_eq!(office::faults(&[&path]), Vec::<String>::new());
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
    let sheet =
        std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    for words in [
        "state=\"frozen\"",
        "orientation=\"landscape\"",
        "paperSize=\"9\"",
        "fitToHeight=\"0\"",
        "customHeight=\"1\"",
    ] {
        assert!(sheet.contains(words), "{words}\n{sheet}");
    }
    let book = std::io::read_to_string(archive.by_name("xl/workbook.xml").unwrap()).unwrap();
    assert!(
        book.contains("_xlnm.Print_Titles") && book.contains("_xlnm.Print_Area"),
        "{book}"
    );
}

#[test]
fn libreoffice_reads_text_where_a_formula_might_stand() {
    let room = Room::new();
    let body = |text: &str| {
        format!("---\nkaitei: 1\n---\n\n# 規約\n\n## **第1条** 計算\n\n\\=SUM(1,2)\n\n{text}\n")
    };
    room.write("old.md", body("𠮷野は、葛\u{e0100}城へ行く。"));
    room.write("new.md", body("𠮷野は、辻\u{e0101}へ行く。"));
    room.kaitei(&[
        "table",
        "old.md",
        "new.md",
        "--unchanged",
        "full",
        "--out",
        "table.xlsx",
    ])
    .done();
    let profile = room.path("profile");
    let output = Command::new("soffice")
        .args(["--headless", "--norestore", "--nologo"])
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        // Semicolons for nothing: UTF-8, every cell as it is shown.
        .args([
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1",
            "--outdir",
        ])
        .arg(room.path(""))
        .arg(room.path("table.xlsx"))
        .env("HOME", room.path("home"))
        .output();
    match output {
        Ok(output) => assert!(output.status.success(), "{output:?}"),
        Err(error) => panic!(
            "soffice: {error}: apt-get install --no-install-recommends libreoffice-writer libreoffice-calc fonts-noto-cjk"
        ),
    }
    let read = room.read("table.csv");
    for words in [
        "=SUM(1,2)",
        "𠮷野は、葛\u{e0100}城へ行く。",
        "𠮷野は、辻\u{e0101}へ行く。",
    ] {
        assert!(read.contains(words), "{words}\n{read}");
    }
}
