// Tags sentences (stdin: tokens, tab-separated, a sentence a line) with winkNLP's English model (MIT).
// A token that winkNLP cuts up takes the tag of its last part that is no mark.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const model = require("wink-eng-lite-web-model");
const nlp = require("wink-nlp")(model, ["sbd", "pos"]);
const { its } = nlp;

function tagged(tokens) {
  const doc = nlp.readDoc(tokens.join(" "));
  const words = doc.tokens().out(its.value);
  const tags = doc.tokens().out(its.pos);
  let at = 0;
  return tokens.map((token) => {
    let seen = "";
    let tag = "X";
    while (at < words.length && seen.length < token.length) {
      seen += words[at];
      if (tag === "X" || (tags[at] !== "PUNCT" && tags[at] !== "PART")) tag = tags[at];
      at += 1;
    }
    return tag;
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(tagged(line.split("\t")).join("\t") + "\n");
}
