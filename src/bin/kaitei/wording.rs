//! How errors and findings of a corpus are put into words: what happened, and what to do.

use std::io::ErrorKind;

use kaitei::corpus::{CorpusError, Fault, Finding, Foreign, IdFault};

use crate::failure::Failure;

/// What the system said, in words.
pub(crate) fn io(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "ありません".to_owned(),
        ErrorKind::PermissionDenied => "権限がありません".to_owned(),
        ErrorKind::AlreadyExists => "すでにあります".to_owned(),
        ErrorKind::StorageFull => "空き容量がありません".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "読み取り専用です".to_owned(),
        ErrorKind::IsADirectory => "フォルダです".to_owned(),
        ErrorKind::NotADirectory => "フォルダではありません".to_owned(),
        _ => error.to_string(),
    }
}

/// An error of a corpus as a user reads it.
pub(crate) fn failure(error: CorpusError) -> Failure {
    let (what, hint) = match error {
        CorpusError::Absent { path } => (
            format!("{}: コーパスがありません", path.display()),
            "--corpus でフォルダを指定するか、kaitei ingest で作ってください".to_owned(),
        ),
        CorpusError::NotACorpus { path, found } => {
            let found = match found {
                Foreign::File => "ファイルです",
                Foreign::Folder => "コーパスではない、空でないフォルダです",
                Foreign::Repository => "kaitei.toml のない git リポジトリです",
            };
            (
                format!("{}: {found}", path.display()),
                "--corpus に、コーパスか、まだ無いフォルダを指定してください".to_owned(),
            )
        }
        CorpusError::NewerFormat { found, known } => (
            format!("kaitei.toml: 形式 {found} は、この kaitei が読める形式 {known} より新しいものです"),
            "新しい kaitei を使ってください".to_owned(),
        ),
        CorpusError::Locked { path, stale: true } => (
            format!("{}: ロックが残っています", path.display()),
            "動いている kaitei や git がないことを確かめて、このファイルを消してください".to_owned(),
        ),
        CorpusError::Locked { path, stale: false } => (
            format!("{}: ほかの kaitei が使っています", path.display()),
            "終わるのを待って、もう一度実行してください".to_owned(),
        ),
        CorpusError::Dirty { path } => (
            format!("{path}: コミットされていない変更があります"),
            "git commit するか、元に戻すか、よけてから、もう一度実行してください".to_owned(),
        ),
        CorpusError::Unfinished => (
            "git の merge または rebase が途中です".to_owned(),
            "git status で確かめ、終えるか取りやめてください".to_owned(),
        ),
        CorpusError::NoBranch { head } => (
            format!("版を加えられるブランチにいません（{head}）"),
            "git switch main のように、コーパスのブランチに移ってください".to_owned(),
        ),
        CorpusError::Contended { branch } => (
            format!("{branch}: ほかの処理が繰り返し更新しています"),
            "ほかの処理が終わってから、もう一度実行してください".to_owned(),
        ),
        CorpusError::BadId { id, fault } => (
            format!("{id:?}: 規程の ID として使えません（{}）", id_fault(fault)),
            "--policy acme/privacy のように「組織/規程」の形で指定してください".to_owned(),
        ),
        CorpusError::SameName { id, other } => (
            format!("{id}: 大文字・小文字や全角・半角だけが違う {other} があります"),
            format!("同じものなら {other} を使い、別のものなら違う名前にしてください"),
        ),
        CorpusError::BadSpec { spec } => (
            format!("{spec:?}: 版の指定として読めません"),
            "acme/privacy@2025-04-01、acme/privacy@latest、acme/privacy@latest~1 のように指定してください".to_owned(),
        ),
        CorpusError::NoPolicy { id } => (
            format!("{id}: この規程はありません"),
            "kaitei list で規程の ID を確かめてください".to_owned(),
        ),
        CorpusError::NoVersion {
            id,
            version,
            first,
            last,
        } => (
            format!("{id}: 版 {version} はありません（{first} から {last} まで）"),
            format!("kaitei log {id} で版を確かめてください"),
        ),
        CorpusError::NotYetInForce { id, day, first } => (
            format!("{id}: {day} に効力のあった版はありません（最初の版は {first}）"),
            format!("{first} 以後の日を指定するか、それより前の版を kaitei ingest で加えてください"),
        ),
        CorpusError::TooFarBack { id, back, count } => (
            format!("{id}: その {back} 版前はありません（遡れるのは {count} 版まで）"),
            format!("kaitei log {id} で版を確かめてください"),
        ),
        CorpusError::NoDate { name } => (
            format!("{name}: 日付が見つかりません"),
            "--date 2025-04-01 で版の日を指定するか、ファイル名を 2025-04-01.txt のように日付で始めてください".to_owned(),
        ),
        CorpusError::ImpossibleDay { name } => (
            format!("{name}: ファイル名の初めの日付は暦にありません"),
            "ファイル名を直すか、--date で版の日を指定してください".to_owned(),
        ),
        CorpusError::Stored { path, what } => (
            format!("{path}: 読めません（{what}）"),
            "kaitei verify で確かめ、git でもとの内容に戻すか、直してコミットしてください".to_owned(),
        ),
        CorpusError::Git { message } => (
            format!("git: {message}"),
            "フォルダの所有者と権限を確かめ、git fsck で調べてください".to_owned(),
        ),
        CorpusError::Io { path, error } => (
            format!("{}: 読み書きできません（{}）", path.display(), io(&error)),
            match error.kind() {
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                    "書き込みの権限を確かめてください"
                }
                _ => "空き容量と権限を確かめてください",
            }
            .to_owned(),
        ),
    };
    Failure::new(what, hint)
}

fn id_fault(fault: IdFault) -> String {
    match fault {
        IdFault::Shape => "「組織/規程」の形ではない".to_owned(),
        IdFault::Empty => "空の部分がある".to_owned(),
        IdFault::Long => "100 バイトより長い部分がある".to_owned(),
        IdFault::Start(c) => format!("{c:?} で始まる部分がある"),
        IdFault::End => "\".\" か \".lock\" で終わる部分がある".to_owned(),
        IdFault::Dots => "\"..\" を含む".to_owned(),
        IdFault::Character(c) => format!("使えない文字 {c:?} を含む"),
        IdFault::Device => "Windows の装置の名前を含む".to_owned(),
    }
}

/// A finding in one line.
pub(crate) fn finding(finding: &Finding) -> String {
    let what = match &finding.fault {
        Fault::Strange => "ここにあるはずのないものです".to_owned(),
        Fault::Missing => "ありません".to_owned(),
        Fault::Unreadable(why) => format!("読めません（{why}）"),
        Fault::Digest { expected, found } => {
            format!("取り込んだときの内容と違います（SHA-256 は {expected} のはずが {found}）")
        }
        Fault::WorkTree => "コミットされた内容と違います（git restore で戻せます）".to_owned(),
        Fault::NoHistory => {
            "このブランチがありません（kaitei verify --rebuild で作れます）".to_owned()
        }
        Fault::StaleHistory => {
            "このブランチは今の版と合いません（kaitei verify --rebuild で作り直せます）".to_owned()
        }
        Fault::HistoryWithoutPolicy => "このブランチに当たる規程がありません".to_owned(),
    };
    let place: String = finding
        .place
        .chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    format!("{place}: {what}\n")
}
