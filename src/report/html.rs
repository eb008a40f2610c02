//! A report in Markdown as an HTML page that stands alone.
//!
//! In: a title and Markdown of ours. Out: one page, no address of another host in it, fit for print.
//! Never: lets a text of a policy become markup: raw HTML is escaped.

use comrak::{Options, markdown_to_html};

/// The page; it ends in a line break.
pub fn page(title: &str, markdown: &str) -> String {
    page_of(title, "", markdown)
}

/// The page under the name of a document; an empty name is left out.
pub fn page_of(title: &str, document: &str, markdown: &str) -> String {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.cjk_friendly_emphasis = true;
    options.render.escape = true;
    let title = escape(title);
    let head = match document {
        "" => String::new(),
        name => format!("<h1>{}</h1>\n", escape(name)),
    };
    let body = head + &markdown_to_html(markdown, &options);
    format!(
        "<!doctype html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// Japanese legal text: a line of about forty characters, room between lines, points with ・ and － that hang, quiet remarks.
/// On paper black on white, no point torn apart, nothing of the screen.
const STYLE: &str = "
:root { color-scheme: light dark; }
body { margin: 0; font-family: \"Hiragino Mincho ProN\", \"Yu Mincho\", \"Noto Serif CJK JP\", \"IPAMincho\", serif; line-height: 1.85; }
main { max-width: 42em; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; line-break: strict; overflow-wrap: anywhere; text-align: justify; }
h1, h2 { line-height: 1.5; text-align: start; }
h1 { font-size: 1.3rem; font-weight: 600; margin: 0 0 1.5rem; padding-block-end: 0.6rem; border-block-end: 1px solid; }
h2 { font-size: 1.1rem; font-weight: 600; margin: 0 0 0.9rem; }
ul { list-style: none; padding: 0; margin: 0; }
li { padding-inline-start: 1em; margin: 0.35em 0; }
li::before { content: \"・\"; display: inline-block; inline-size: 1em; margin-inline-start: -1em; }
li li { font-size: 0.94em; margin: 0.15em 0; }
li li::before { content: \"－\"; }
blockquote { margin: 2rem 0 0; padding: 0.6em 1em; border: 1px solid; font-size: 0.9em; }
blockquote p { margin: 0; white-space: pre-line; }
@media print {
  @page { size: A4; margin: 25mm 22mm; }
  :root { color-scheme: light; }
  body { font-size: 10.5pt; line-height: 1.7; }
  main { max-width: none; padding: 0; }
  li li, blockquote { break-inside: avoid; }
  li { orphans: 2; widows: 2; }
  h1, h2 { break-after: avoid; }
}
";

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policy_text_is_never_markup() {
        let html = page(
            "<規約>",
            "- <script>alert(1)</script>を追加\n- **「重要」**です\n",
        );
        assert!(!html.contains("<script>"), "{html}");
        assert!(
            html.contains("&lt;script&gt;") && html.contains("<title>&lt;規約&gt;</title>"),
            "{html}"
        );
        assert!(html.contains("<strong>「重要」</strong>です"), "{html}");
    }
}
