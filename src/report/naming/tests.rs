//! What clauses are called, in every style of numbers.

use super::*;
use crate::document::canonical;

fn names(body: &str) -> Vec<String> {
    let document = canonical::read(&format!("---\nkaitei: 1\n---\n\n{body}")).unwrap();
    let book = Book::of(&document);
    (0..book.clauses.len()).map(|n| book.name(n)).collect()
}

#[test]
fn articles_count_paragraphs_and_items() {
    assert_eq!(
        names(
            "## **第1章** 総則\n### **第１条** （目的）\n本文は次による。\n#### **１** 一つ目\n#### **２** 二つ目\n### **第2条** 会員\n#### **1** \n第一項。\n##### **(1)** \n号。\n###### **イ** \n細目。\n"
        ),
        [
            "第1章（総則）",
            "第１条（目的）",
            "第１条（目的）第１号",
            "第１条（目的）第２号",
            "第2条（会員）",
            "第2条（会員）第１項",
            "第2条（会員）第１項第１号",
            "第2条（会員）第１項第１号イ",
        ]
    );
}

#[test]
fn a_paragraph_two_under_the_own_text_of_an_article() {
    assert_eq!(
        names("## **第３条** 届出\n会員は届け出る。\n### **２** \n前項の届出は書面による。\n"),
        ["第３条（届出）", "第３条（届出）第２項"]
    );
}

#[test]
fn items_and_paragraphs_side_by_side() {
    assert_eq!(
        names(
            "## **第３条** 届出\n会員は、次を届け出る。\n### **(1)** \n氏名\n### **(2)** \n住所\n### **２** \n前項の届出は書面による。\n"
        ),
        [
            "第３条（届出）",
            "第３条（届出）第１項第１号",
            "第３条（届出）第１項第２号",
            "第３条（届出）第２項",
        ]
    );
    assert_eq!(
        names(
            "## **第1条** 届出\n### **1.** \n会員は次を届け出る。\n#### **1.** \n氏名\n##### **ア** \n通称\n"
        ),
        [
            "第1条（届出）",
            "第1条（届出）第1項",
            "第1条（届出）第1項第1号",
            "第1条（届出）第1項第1号ア",
        ]
    );
}

#[test]
fn other_styles_keep_their_numbers() {
    assert_eq!(
        names(
            "## **3.** 第三者提供\n### **(2)** \n次の場合。\n#### **①** \n法令。\n### [提供目的]\n案内。\n"
        ),
        [
            "「3. 第三者提供」",
            "「3. 第三者提供」(2)",
            "「3. 第三者提供」(2)①",
            "「3. 第三者提供」の「提供目的」",
        ]
    );
}

#[test]
fn kanji_numerals_are_kept() {
    assert_eq!(
        names(
            "## **第十二条** 届出\n会員は届け出る。\n### **２** \n次による。\n#### **一** \n氏名\n"
        ),
        [
            "第十二条（届出）",
            "第十二条（届出）第二項",
            "第十二条（届出）第二項第一号",
        ]
    );
}

#[test]
fn a_chapter_is_named_where_a_number_occurs_twice() {
    assert_eq!(
        names("## **第1章** 総則\n### **第1条** 目的\n## **第2章** 会員\n### **第1条** 資格\n"),
        [
            "第1章（総則）",
            "第1章第1条（目的）",
            "第2章（会員）",
            "第2章第1条（資格）"
        ]
    );
}
