//! How the numbers of made documents are written.
//!
//! In: a style, a number and the number above it. Out: the marker. Never: more than forty of one style.

/// How the numbers of a level are written: `{}` Arabic, `{w}` full width, `{k}` 漢数字, `{c}` 丸数字, `{e}` ⑴, `{a}` アイウ,
/// `{i}` イロハ, `{r}` Ⅰ Ⅱ, `{R}` I II, `{l}` a b c, `{A}` A B C, `{p}` the parent's number and a point, `{q}` without one.
pub(crate) type Style = &'static [&'static str];

/// The second value: the first paragraph bears no number, the second is ２.
pub(crate) const STYLES: [(Style, bool); 34] = [
    (&["第{}条", "{w}", "({})", "{a}"], true),
    (&["第{w}条", "{w}", "（{w}）", "{a}"], true),
    (&["第{k}条", "{w}", "{k}", "{i}", "（{w}）"], true),
    (&["第{}条", "{}.", "({})", "{c}"], false),
    (&["第{}条", "{w}．", "（{w}）", "{c}"], false),
    (&["{}.", "({})", "{c}", "{l}."], false),
    (&["{w}．", "（{w}）", "{c}", "{l}）"], false),
    (&["{}.", "{p}{}", "({})", "{c}"], false),
    (&["{r}", "{w}", "({})", "{a}"], false),
    (&["第{w}", "{w}", "({})", "{a}"], false),
    (&["【第{}条】", "{}.", "({})", "{c}"], false),
    (&["{}）", "（{}）", "{c}"], false),
    (&["{k}、", "({})", "{a}"], false),
    (&["■ {}.", "({})", "{c}"], false),
    (&["第 {} 条", "{w}", "({})", "（{a}）"], true),
    (&["[{}]", "({})", "{c}"], false),
    (&["{}条", "{w}", "({})"], true),
    (&["{A}.", "({})", "{c}"], false),
    (&["{A}.", "{q}{}", "{p}{}"], false),
    (&["{}.", "{p}{}", "{p}{}", "({})"], false),
    (&["【{}】", "({})", "{c}"], false),
    (&["第{w}条", "{w}", "{e}", "{a}"], true),
    (&["{R}.", "{}.", "({})"], false),
    (&["{r}．", "{w}．", "（{w}）"], false),
    (&["{w}", "({})", "{a}", "（{a}）"], false),
    (&["第{}条", "{c}", "{l}."], false),
    (&["第{}条", "第{}項", "第{}号"], false),
    (&["{}.", "{h}{}", "({})"], false),
    (&["第{}条", "{k}", "{i}"], true),
    (&["第{w}条", "（{w}）", "{a}", "（{a}）"], false),
    (&["{k}．", "（{k}）", "{w}"], false),
    (&["{c}", "{a}．", "（{a}）"], false),
    (&["〔{}〕", "{l})", "{c}"], false),
    (&["＜{}＞", "({})", "{l}."], false),
];

/// A marker of a style.
pub(crate) fn number(style: &str, n: usize, parent: &str) -> String {
    let nth = |from: &str| {
        from.chars()
            .nth(n - 1)
            .map(String::from)
            .unwrap_or_default()
    };
    let roman = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
    ];
    let bare: String = parent
        .trim_end_matches('.')
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '.')
        .collect();
    style
        .replace("{p}", &format!("{bare}."))
        .replace("{h}", &format!("{bare}-"))
        .replace("{q}", &bare)
        .replace("{}", &n.to_string())
        .replace("{w}", &wide(n))
        .replace("{k}", &kanji(n))
        .replace("{c}", &nth("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"))
        .replace("{e}", &nth("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿"))
        .replace("{a}", &nth("アイウエオカキクケコサシ"))
        .replace("{i}", &nth("イロハニホヘトチリヌルヲ"))
        .replace("{r}", &nth("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"))
        .replace("{R}", roman[(n - 1).min(11)])
        .replace("{l}", &nth("abcdefghijkl"))
        .replace("{A}", &nth("ABCDEFGHIJKL"))
}

/// Full-width digits.
pub(crate) fn wide(n: usize) -> String {
    n.to_string()
        .chars()
        .filter_map(|c| char::from_u32(c as u32 + 0xfee0))
        .collect()
}

/// 漢数字 up to 99.
pub(crate) fn kanji(n: usize) -> String {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let tens = match n / 10 {
        0 => String::new(),
        1 => "十".to_owned(),
        t => format!("{}十", digits[t]),
    };
    tens + digits[n % 10]
}
