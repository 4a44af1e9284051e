//! Every rule's own examples.
use super::*;

#[test]
fn rules_find_their_examples() {
    let published = Published::day(jiff::civil::date(2012, 8, 15));
    let mut wrong = Vec::new();
    for rule in rules::sources() {
        for example in &rule.yes {
            let text = example.replace(['[', ']'], "");
            let start = example.find('[').expect("an example has its span in brackets");
            let end = example.find(']').expect("an example has its span in brackets") - 1;
            let found = times(&text, &Segmentation::default(), Some(published));
            if !found.iter().any(|t| t.rule == rule.id && t.span == Span::new(start, end)) {
                wrong.push(format!("{}: {example} gives {found:?}", rule.id));
            }
        }
        for example in &rule.no {
            let found = times(example, &Segmentation::default(), Some(published));
            wrong.extend(
                found.iter().filter(|t| t.rule == rule.id).map(|t| format!("{}: not in {example}: {t:?}", rule.id)),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
