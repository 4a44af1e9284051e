//! The tagger against sentences tagged by hand (`cases/tags.txt`, one a line, `word/Tag`).

use super::super::segment;

/// Tokens that the bundled weights get right of all in the file; a change of either is seen here.
const RIGHT: (usize, usize) = (603, 628);

#[test]
fn hand_tagged_sentences() {
    let (mut right, mut all) = (0, 0);
    for line in include_str!("../cases/tags.txt").lines() {
        let gold: Vec<(&str, &str)> = line.split(' ').filter_map(|pair| pair.rsplit_once('/')).collect();
        let text = gold.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" ");
        let parts = segment(&text);
        assert_eq!(parts.tokens.len(), gold.len(), "{text}");
        for (token, (word, tag)) in parts.tokens.iter().zip(&gold) {
            all += 1;
            let found = format!("{:?}", token.tag);
            right += usize::from(found == *tag);
            if found != *tag {
                println!("{word}: {found}, not {tag}, in: {text}");
            }
        }
    }
    assert_eq!((right, all), RIGHT);
}
