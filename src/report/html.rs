//! A report in Markdown as an HTML page that stands alone.
//!
//! In: a title and Markdown of ours. Out: one page, no address of another host in it, fit for print.
//! Never: lets a text of a policy become markup: raw HTML is escaped.

use comrak::{Options, markdown_to_html};

/// The page; it ends in a line break.
pub fn page(title: &str, markdown: &str) -> String {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.cjk_friendly_emphasis = true;
    options.render.escape = true;
    let title = escape(title);
    let body = markdown_to_html(markdown, &options);
    format!(
        "<!doctype html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// Japanese legal text: a line of about forty characters, room between lines, quiet remarks.
const STYLE: &str = "
:root { color-scheme: light dark; }
body { margin: 0; font-family: \"Hiragino Mincho ProN\", \"Yu Mincho\", \"Noto Serif CJK JP\", serif; line-height: 1.9; }
main { max-width: 42em; margin: 0 auto; padding: 2rem 1.25rem; line-break: strict; overflow-wrap: anywhere; }
h1, h2 { font-size: 1.25rem; font-weight: 600; margin: 0 0 1rem; }
ul { padding-inline-start: 1.25em; margin: 0; }
li { margin: 0.25em 0; }
blockquote { margin: 1.5rem 0 0; padding-inline-start: 1em; border-inline-start: 3px solid; font-size: 0.9em; }
blockquote p { margin: 0; }
@media print { @page { size: A4; margin: 22mm; } main { max-width: none; padding: 0; } }
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
