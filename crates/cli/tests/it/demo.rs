//! The demo, the help, completions and man pages.

use super::stemma::Desk;

#[test]
fn demo_says_what_it_found_and_where_the_report_lies() {
    let desk = Desk::new();
    let ran = desk.run("demo").code(0);
    assert!(ran.out.contains("The whole report: demo/report.html"), "{}", ran.out);
    assert!(desk.read("demo/report.html").len() > 1000);
    desk.run("verify demo/depot.stemma").code(0);
    assert_eq!(desk.run("demo -q").code(0).out, ran.out, "a second demo says the same");
}

#[test]
fn help_shows_every_command_and_examples() {
    let desk = Desk::new();
    let help = desk.run("--help").code(0).out;
    for word in ["new", "add", "trace", "claims", "show", "report", "annotate", "verify", "demo", "completions", "man"]
    {
        assert!(help.lines().any(|line| line.trim_start().starts_with(word)), "no {word} in:\n{help}");
    }
    assert!(help.contains("Examples:") && help.contains("Exit codes:"));
    desk.run("").code(2);
    desk.run("nonsense").code(2);
}

#[test]
fn completions_and_man_pages_come_from_the_same_definitions() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(desk.run(&format!("completions {shell}")).code(0).out.contains("annotate"), "{shell}");
    }
    desk.run("man pages").code(0);
    assert!(desk.read("pages/stemma.1").contains("Who said it first?"));
    assert!(desk.read("pages/stemma-annotate.1").contains("explain"));
}
