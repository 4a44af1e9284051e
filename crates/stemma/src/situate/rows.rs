//! Rows of a table that a user wrote: fields of a line (RFC 4180, a line a row), lists and codes in a cell.

/// The fields of one line; quotation marks hold commas, doubled ones are one.
pub(super) fn fields(line: &str) -> Result<Vec<String>, String> {
    let (mut all, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if quoted && letters.peek() == Some(&'"') => field.extend(letters.next()),
            '"' if quoted || field.trim().is_empty() => quoted = !quoted,
            ',' | ';' | '\t' if !quoted && c == separator(line) => all.push(std::mem::take(&mut field)),
            c => field.push(c),
        }
    }
    if quoted {
        return Err("a quotation mark that is not closed on its line".into());
    }
    all.push(field);
    Ok(all)
}

/// Tab or semicolon where the line has no comma.
fn separator(line: &str) -> char {
    [',', '\t', ';'].into_iter().find(|mark| line.contains(*mark)).unwrap_or(',')
}

/// Spellings in one cell.
pub(super) fn list(cell: &str) -> Vec<String> {
    cell.split(['|', ';']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_string).collect()
}

/// A country code; `None` for an empty cell.
pub(super) fn country_code(cell: &str) -> Result<Option<[u8; 2]>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    let code: Option<[u8; 2]> = cell.to_ascii_uppercase().into_bytes().try_into().ok();
    let code = code.filter(|code| code.iter().all(u8::is_ascii_uppercase));
    code.map(Some).ok_or_else(|| format!("`{cell}` is no country code of two letters"))
}
