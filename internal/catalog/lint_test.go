package catalog_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"favour/internal/catalog"
)

// late is the rule of the form.
const late = "{field: when, not-after: to, severity: warning}"

// Each case changes one place of the sound checklist; the complaints follow,
// all of them, as line:column: text.
var mistakes = []struct {
	name     string
	old, new string
	want     []string
}{
	// The shape of the file.
	{"an unknown key, with the nearest", "why: To know.", "wy: To know.", []string{
		`28:9: an item needs the key "why"; add it`,
		`34:9: unknown key "wy" in an item; did you mean "why"?`,
	}},
	{"an unknown key, with none near", "why: To know.", "why: To know.\n        colour: red", []string{
		`35:9: unknown key "colour" in an item; it may have id, title, question, why, basis, evidence, sources, form, fields, rules, words, statement`,
	}},
	{"a key that is missing", "        title: One\n", "", []string{
		`28:9: an item needs the key "title"; add it`,
	}},
	{"a key that stands twice", "title: Small", "title: Small\ntitle: Smaller", []string{
		`4:1: the key "title" stands twice, first at line 3; remove one`,
	}},
	{"a key that is no name", "title: Small", "title: Small\n? [a]\n: b", []string{
		`4:3: a key must be a name, not a list`,
	}},
	{"text where a list belongs", "[approved]", "approved", []string{
		`51:21: "parts" must be a list, not a single value`,
	}},
	{"a list where text belongs", "title: Small", "title: [Small]", []string{
		`3:8: "title" must be text, not a list`,
	}},
	{"keys where a list belongs", "          - {id: when, label: When, kind: date}\n          - {id: received, label: Received, kind: count}\n          - {id: approved, label: Approved, kind: count}\n          - {id: cost, label: Cost, kind: money}\n", "          when: {label: When, kind: date}\n", []string{
		`46:11: "fields" must be a list, not keys with values`,
	}},
	{"an entry that is not keys", "- {key: LEI, title: A release}", "- LEI", []string{
		`6:5: a source must be keys with values, not a single value`,
	}},
	{"an empty list", "words: {what: a policy}", "words: {what: a policy}\n        statement: []", []string{
		`39:20: "statement" is empty; put something into it, or leave it out`,
	}},
	{"a number for text", `edition: "1"`, "edition: 2012.10", []string{
		`2:10: "edition" must be text; put it into quotes: "2012.10"`,
	}},
	{"a truth for text", `label: "No"`, "label: No", []string{
		`16:31: "label" is No without quotes, which YAML may read as true or false; write "No"`,
	}},
	{"a truth that is none", "required: true", "required: yes", []string{
		`13:19: "required" must be true or false, without quotes, not "yes"`,
	}},
	{"no text", "title: Small", "title:", []string{
		`3:7: "title" is empty; write text, or leave it out`,
	}},
	{"empty text", "title: Small", `title: " "`, []string{
		`3:8: "title" is empty; write text, or leave it out`,
	}},
	{"two lines for one", "title: Small", "title: |\n  Small\n  and large", []string{
		`3:8: "title" must be on one line; fold it with >-`,
	}},
	{"an escape in text", "title: Small", `title: "Small\e[31m"`, []string{
		`3:8: "title" has the character U+001B, which is no text; remove it`,
	}},
	{"a text that turns the direction", "title: Small", `title: "Small\u202e"`, []string{
		`3:8: "title" has the character U+202E, which is no text; remove it`,
	}},

	// Names.
	{"a checklist's id of another shape", "id: small", "id: Small", []string{
		`1:5: "Small" is not an id here; write it like without-fear-or-favour`,
	}},
	{"two sections of one id", "    title: Second jobs\n    items:\n", "    title: Second jobs\n    items: [{id: BUS-09, title: T, question: Q, why: W, basis: derived, form: scale, words: {what: w}}]\n  - id: BUS\n    title: Again\n    items:\n", []string{
		`28:9: the id of a section, "BUS", stands twice, first at line 25; remove one`,
	}},
	{"a section's id of another shape", "id: BUS\n", "id: Bus\n", []string{
		`25:9: "Bus" is not an id here; write it like BUS`,
		`28:13: the id "BUS-01" is in section Bus; begin it with "Bus-"`,
		`39:13: the id "BUS-02" is in section Bus; begin it with "Bus-"`,
	}},
	{"an item's id of another shape", "BUS-02", "BUS-2", []string{
		`39:13: "BUS-2" is not an id here; write it like BUS-07`,
	}},
	{"an item's id of another section", "BUS-02", "MED-02", []string{
		`39:13: the id "MED-02" is in section BUS; begin it with "BUS-"`,
	}},
	{"two items of one id", "BUS-02", "BUS-01", []string{
		`39:13: the id "BUS-01" stands twice, first at line 28; give each item its own`,
	}},
	{"two fields of one id", "id: cost", "id: received", []string{
		`49:18: the id "received" stands twice, first at line 47; give each field its own`,
		`54:83: unknown field "cost"; there is verdict, when, received, approved, remainder, from, to, baseline`,
	}},
	{"a field's id of another shape", "id: cost, label: Cost", "id: Un_Cost, label: Cost", []string{
		`49:18: "Un_Cost" is not an id here; write it like next-review`,
		`54:83: unknown field "cost"; did you mean "Un_Cost"?`,
	}},
	{"a field called as a placeholder", "      - {id: when, label: Since", "      - {id: reason, label: Reason, kind: text}\n      - {id: when, label: Since", []string{
		`17:14: the id "reason" is that of a placeholder for every item; choose another`,
	}},
	{"two options of one id", `id: "no"`, `id: "yes"`, []string{
		`16:18: the id of an option, "yes", stands twice, first at line 15; remove one`,
	}},
	{"an option called as a state", `id: "no"`, `id: given`, []string{
		`16:18: the id "given" is that of a state which every field has; choose another`,
	}},
	{"two sources of one key", "- {key: LEI, title: A release}", "- {key: LEI, title: A release}\n  - {key: LEI, title: Another}", []string{
		`7:11: the key of a source, "LEI", stands twice, first at line 6; remove one`,
	}},
	{"a source's key of two words", "- {key: LEI, title: A release}", "- {key: LEI, title: A release}\n  - {key: LEI 2, title: Another}", []string{
		`7:11: the key "LEI 2" has a blank; use one word, for what follows it in an item is the place`,
	}},
	{"two forms of one name", "forms:\n", "forms:\n  scale: {fields: [{id: a, label: A, kind: text}]}\n", []string{
		`9:3: the key "scale" stands twice, first at line 8; remove one`,
	}},
	{"a form's name of another shape", "forms:\n", "forms:\n  Scales: {fields: [{id: a, label: A, kind: text}]}\n", []string{
		`8:3: "Scales" is not an id here; write it like state-of-policy`,
	}},
	{"a word called as a field", "words: {what: a policy}", "words: {what: a policy, verdict: sound}", []string{
		`38:33: the word "verdict" is a placeholder already; choose another name`,
	}},
	{"a word with a placeholder", "words: {what: a policy}", `words: {what: "a {policy}"}`, []string{
		`38:23: the word "what" has a brace; placeholders go into say, not into words`,
	}},

	// Known values.
	{"an unknown kind", "kind: money", "kind: monney", []string{
		`49:43: unknown kind "monney"; did you mean "money"?`,
	}},
	{"an unknown basis", "basis: derived", "basis: guessed", []string{
		`43:16: unknown basis "guessed"; it may be sourced, derived`,
	}},
	{"a basis without sources", "sources: [LEI page 4]", "sources: []", []string{
		`36:16: the basis is "sourced", but there are no sources; name them, or write "derived"`,
	}},
	{"an unknown standing", "standing: met", "standing: mett", []string{
		`15:49: unknown standing "mett"; did you mean "met"?`,
	}},
	{"an unknown severity", "severity: warning", "severity: grave", []string{
		`19:48: unknown severity "grave"; it may be error, warning, note`,
	}},
	{"an unknown form", "form: scale\n        words: {what: a policy}", "form: skale", []string{
		`37:15: unknown form "skale"; did you mean "scale"?`,
	}},
	{"an unknown source", "[LEI page 4]", "[LIE page 4]", []string{
		`35:19: unknown source "LIE"; did you mean "LEI"?`,
	}},
	{"an item with nothing to answer", "        form: scale\n        words: {what: a policy}\n", "", []string{
		`28:9: the item has nothing to answer; give it a form or fields`,
	}},
	{"a day that does not exist", "title: Small", "title: Small\nperiod: {from: 2011-02-30}", []string{
		`4:16: "from" must be a day that exists, written as 2012-05-31, not "2011-02-30"`,
	}},
	{"a period that ends before it begins", "title: Small", "title: Small\nperiod: {from: 2012-01-01, to: 2011-01-01}", []string{
		`4:32: the period ends on 2011-01-01, before it begins on 2012-01-01; swap them`,
	}},

	// Fields.
	{"options of a count", "label: Received, kind: count", "label: Received, kind: count, options: [{id: a, label: A}]", []string{
		`47:67: only a choice has options, and this is a count; remove them, or make it a choice`,
	}},
	{"a choice without options", "{id: cost, label: Cost, kind: money}", "{id: paid, label: Paid, kind: choice}\n          - {id: cost, label: Cost, kind: money}", []string{
		`49:13: a choice needs options; add them`,
	}},
	{"a date that is as at a day", "{id: when, label: When, kind: date}", "{id: when, label: When, kind: date, as-at: to}", []string{
		`46:56: only a count is as at a day, and this is a date; remove it`,
	}},
	{"an unknown detail", "{id: when, label: When, kind: date}", "{id: when, label: When, kind: date, detail: form}", []string{
		`46:57: unknown detail "form"; did you mean "from"?`,
	}},
	{"a detail of another kind", "label: Cost, kind: money", "label: Cost, kind: money, detail: lead", []string{
		`49:58: the detail "lead" is a text, and this is an amount of money; change the kind`,
	}},
	{"a detail that is bound twice", "{id: when, label: When, kind: date}", "{id: when, label: When, kind: date, detail: to}\n          - {id: end, label: End, kind: date, detail: to}", []string{
		`47:55: the detail "to" has a field already, in item "BUS-02"; one is enough`,
	}},
	{"a form with a detail that two items have", "kind: date, when: {verdict: \"yes\"}}", "kind: date}\n      - {id: end, label: End, kind: date, detail: to}", []string{
		`45:15: a field of this form is the detail "to", which has one already, in item "BUS-01"; one is enough`,
	}},
	{"a field that waits for itself", "label: Cost, kind: money", "label: Cost, kind: money, when: {cost: given}", []string{
		`49:57: the field "cost" is asked depending on itself; name another field`,
	}},
	{"fields that wait for each other", "label: Cost, kind: money", "label: Cost, kind: money, when: {paid: given}}\n          - {id: paid, label: Paid, kind: date, when: {cost: given}", []string{
		`49:57: the field "cost" waits for one that waits for it, so neither is ever asked; drop one of the conditions`,
		`50:56: the field "paid" waits for one that waits for it, so neither is ever asked; drop one of the conditions`,
	}},

	// Rules.
	{"a rule that names an unknown field", "parts: [approved]", "parts: [aproved]", []string{
		`51:22: unknown field "aproved"; did you mean "approved"?`,
	}},
	{"a rule that names a field of another kind", "parts: [approved]", "parts: [cost]", []string{
		`51:22: the field "cost" is an amount of money, and must be a count here; name another`,
	}},
	{"a part of itself", "parts: [approved]", "parts: [received]", []string{
		`51:22: "received" cannot be a part of itself; remove it from parts`,
	}},
	{"a bound of another kind", "{field: when, not-after: to, severity: warning}", "{field: verdict, not-after: verdict}", []string{
		`19:17: the field "verdict" is a choice, and must be a date here; name another`,
		`19:37: "verdict" cannot bound itself; name another date`,
	}},
	{"a bound that is unknown", "not-after: to", "not-after: too", []string{
		`19:34: unknown field "too"; there is verdict, when`,
	}},
	{"a rule of both kinds", "of: received", "of: received, field: when, not-after: to", []string{
		`51:13: a rule has parts and of; or a field with not-after or not-before; or when, say and code; write one of the three`,
	}},
	{"half a sum", "of: received", "overlap: true", []string{
		`51:13: the rule needs both parts and of; add what is missing`,
		`54:49: there is no remainder without a rule that has parts and of; add the rule`,
		`55:22: there is no remainder without a rule that has parts and of; add the rule`,
	}},
	{"half a bound", "not-after: to, ", "", []string{
		`19:9: the rule needs a field, and not-after or not-before; add what is missing`,
	}},

	{"a rule that says something when there is no such field", late, `{when: {verdit: "yes"}, say: Wrong., code: wrong}`, []string{
		`19:17: unknown field "verdit"; did you mean "verdict"?`,
	}},
	{"a rule that says something and opens no such field", late, `{when: {verdict: "yes"}, say: Wrong., code: wrong, field: verdit}`, []string{
		`19:67: unknown field "verdit"; did you mean "verdict"?`,
	}},
	{"a rule that says something of no such field", late, `{when: {verdict: "yes"}, say: "{wen.label} is {wen}.", code: wrong}`, []string{
		`19:39: unknown field "wen"; did you mean "when"?`,
		`19:39: unknown placeholder {wen}; did you mean "when"?`,
	}},
	{"a rule of a form that says what no item says", late, `{when: {verdict: "yes"}, say: "No {colour}.", code: wrong}`, []string{
		`19:39: unknown placeholder {colour}; the form has no such field, and none of its items such a word`,
	}},
	{"a rule of a form that says what one item does not", late, `{when: {verdict: "yes"}, say: "No {what}.", code: wrong}`, []string{
		`44:15: a rule of form "scale" has {what}; add "what" to the words of this item`,
	}},
	{"a rule without a code", late, `{when: {verdict: "yes"}, say: Wrong.}`, []string{
		`19:9: the rule needs when, say and code; add what is missing`,
	}},
	{"a rule without a sentence", late, `{when: {verdict: "yes"}, code: wrong}`, []string{
		`19:9: the rule needs when, say and code; add what is missing`,
	}},
	{"a rule without a condition", late, `{say: Wrong., code: wrong, field: verdict}`, []string{
		`19:9: the rule needs when, say and code; add what is missing`,
	}},
	{"a rule under an empty condition", late, `{when: {}, say: Wrong., code: wrong}`, []string{
		`19:16: "when" is empty; name a field, or leave it out`,
	}},
	{"a rule with a condition and a bound", late, `{field: when, not-after: to, when: {verdict: "yes"}, say: Wrong., code: wrong}`, []string{
		`19:9: a rule has parts and of; or a field with not-after or not-before; or when, say and code; write one of the three`,
	}},
	{"a rule's code of another shape", late, `{when: {verdict: "yes"}, say: Wrong., code: It is wrong}`, []string{
		`19:53: "It is wrong" is not an id here; write it like no-change-differs`,
	}},
	{"a rule's code that the program has", late, `{when: {verdict: "yes"}, say: Wrong., code: stale-evidence}`, []string{
		`19:53: the code "stale-evidence" is that of a finding which the program makes by itself; choose another`,
	}},
	{"a limit on evidence that is none", "title: Small", "title: Small\nevidence-months: 0", []string{
		`4:18: "evidence-months" must be a whole number from 1 to 2400, without quotes, not "0"`,
	}},
	{"a limit on evidence in quotes", "title: Small", "title: Small\nevidence-months: \"24\"", []string{
		`4:18: "evidence-months" must be a whole number from 1 to 2400, without quotes, not "24"`,
	}},

	// Conditions.
	{"a test of what is known beside the fields", late, `{when: {narrative: short, standing: good, to: 2012-05-31}, say: Wrong., code: wrong}`, []string{
		`19:28: "short" is no test of a text; write one of given, unanswered, not-recorded, not-applicable, answered`,
		`19:45: unknown option "good" of "standing"; it may be met, partly-met, not-met, given, unanswered, not-recorded, not-applicable, answered`,
		`19:55: "2012-05-31" is no test of a date; write one of given, unanswered, not-recorded, not-applicable, answered`,
	}},
	{"a test of how the item stands outside of a rule", `when: {verdict: ["yes", not-recorded]}`, `when: {standing: met}`, []string{
		`22:20: only the condition of a rule can test "standing"; name a field`,
	}},
	{"a day compared with itself", late, `{when: {to: "<>to"}, say: Wrong., code: wrong}`, []string{
		`19:21: "to" is compared with itself; name another field`,
	}},
	{"a day that does not exist in a comparison", late, `{when: {to: "<2012-02-30"}, say: Wrong., code: wrong}`, []string{
		`19:21: "to" cannot be compared with "2012-02-30"; write a day such as 2012-05-31, or name another date of the item, from, to or baseline`,
	}},
	{"a count compared with a day", `">= approved"`, `">= to"`, []string{
		`54:34: "received" is a count and "to" is a date, which cannot be compared; name another field`,
	}},
	{"a condition on an unknown field", `{verdict: ["yes", not-recorded]}`, `{verdit: "yes"}`, []string{
		`22:20: unknown field "verdit"; did you mean "verdict"?`,
	}},
	{"a condition on an unknown option", `{verdict: ["yes", not-recorded]}`, `{verdict: partly}`, []string{
		`22:29: unknown option "partly" of "verdict"; it may be yes, no, given, unanswered, not-recorded, not-applicable, answered`,
	}},
	{"a truth in a condition", `{verdict: ["yes", not-recorded]}`, `{verdict: yes}`, []string{
		`22:29: the test of "verdict" is yes without quotes, which YAML may read as true or false; write "yes"`,
	}},
	{"a condition that cannot be parsed", `cost: "<25.50"`, `cost: "=>1"`, []string{
		`54:89: "cost" cannot be compared with ">1"; write a number such as 25 or 25.50, or name another field of the item`,
	}},
	{"a number for an amount", `cost: "<25.50"`, `cost: 25`, []string{
		`54:89: "25" is no test of an amount of money; write a comparison such as "=25", or one of given, unanswered, not-recorded, not-applicable, answered`,
	}},
	{"a word for a number", "approved: [0, \"1\"]", "approved: many", []string{
		`54:73: "many" is no test of a count; write a number, a comparison such as ">1", or one of given, unanswered, not-recorded, not-applicable, answered`,
	}},
	{"a word for a day", `when: {verdict: ["yes", not-recorded]}`, "when: {when: 2012-05-31}", []string{
		`22:26: "2012-05-31" is no test of a date; write one of given, unanswered, not-recorded, not-applicable, answered`,
	}},
	{"a remainder of two sums", "          - {parts: [approved], of: received}", "          - {parts: [approved], of: received}\n          - {parts: [received], of: approved}", []string{
		`55:49: 2 rules leave a remainder, so it is not clear which is meant; let all but one overlap`,
		`56:22: 2 rules leave a remainder, so it is not clear which is meant; let all but one overlap`,
	}},
	{"a form that is not keys", "forms:\n", "forms:\n  other: [verdict]\n", []string{
		`8:10: a form must be keys with values, not a list`,
	}},
	{"a comparison with an unknown field", `">= approved"`, `">= aproved"`, []string{
		`54:34: "received" cannot be compared with "aproved"; write a number such as 25, or name another field of the item`,
	}},
	{"a comparison with itself", `">= approved"`, `">= received"`, []string{
		`54:34: "received" is compared with itself; name another field`,
	}},
	{"a comparison of two kinds", `">= approved"`, `">= when"`, []string{
		`54:34: "received" is a count and "when" is a date, which cannot be compared; name another field`,
	}},
	{"a comparison of a choice", `{verdict: ["yes", not-recorded]}`, `{verdict: ">1"}`, []string{
		`22:29: "verdict" is a choice, and only a count, an amount of money or a date can be compared; name what it may be`,
	}},
	{"a date compared with a number", `when: {verdict: ["yes", not-recorded]}`, `when: {when: ">1"}`, []string{
		`22:26: "when" cannot be compared with "1"; write a day such as 2012-05-31, or name another date of the item, from, to or baseline`,
	}},
	{"a remainder without a sum", `when: {verdict: ["yes", not-recorded]}`, `when: {remainder: 1}`, []string{
		`22:20: there is no remainder without a rule that has parts and of; add the rule`,
	}},
	{"an alternative that stands twice", `["yes", not-recorded]`, `["yes", "yes"]`, []string{
		`22:37: the alternative, "yes", stands twice, first at line 22; remove one`,
	}},
	{"an empty condition", `when: {verdict: ["yes", not-recorded]}`, `when: {}`, []string{
		`22:19: "when" is empty; name a field, or leave it out`,
	}},
	{"a comparison without quotes", `">= approved"`, `>= approved`, []string{
		`54:34: this is not YAML: found character that cannot start any token; indent with blanks, and put text that begins with a sign, such as ">1", into quotes`,
	}},

	// Statements.
	{"a form's placeholder that no item knows", "{what}", "{wat}", []string{
		`23:18: unknown placeholder {wat}; did you mean "what"?`,
	}},
	{"an item without a word that others have", "        statement:\n          - first-of:\n              - when: {received: \">= approved\", remainder: 1, approved: [0, \"1\"], cost: \"<25.50\"}\n                say: \"{Since} {received} {received:was|were} received, {remainder} {remainder:is|are} left.\"\n              - say: \"{Received.label}: nothing.\"\n", "", []string{
		`44:15: the statement of form "scale" has {what}; add "what" to the words of this item`,
	}},
	{"an item's placeholder that is unknown", "{received} {", "{recieved} {", []string{
		`55:22: unknown placeholder {recieved}; did you mean "received"?`,
	}},
	{"a label of an unknown field", "{Received.label}", "{Recieved.label}", []string{
		`56:22: unknown field "recieved"; did you mean "received"?`,
	}},
	{"a plural of no number", "{received:was|were}", "{cost:was|were}", []string{
		`55:22: {cost:was|were} needs a count, and "cost" is an amount of money; name another field`,
	}},
	{"a plural with one word", "{received:was|were}", "{received:was}", []string{
		`55:22: {received:was} needs a word for one and a word for many; write {field:one|many}`,
	}},
	{"a brace that is not closed", "{received:was|were}", "{received:was|were", []string{
		`55:22: a brace is not closed, or not opened; a placeholder is written {field}`,
	}},
	{"a brace that is not opened", "{received:was|were}", "received}", []string{
		`55:22: a brace is not closed, or not opened; a placeholder is written {field}`,
	}},
	{"a placeholder that is none", "{received:was|were}", "{} {What Else}", []string{
		`55:22: {What Else} is no placeholder; write {field}, {field:one|many} or {field.label}`,
		`55:22: {} is no placeholder; write {field}, {field:one|many} or {field.label}`,
	}},
	{"a case that is never reached", "              - say: \"{Received.label}: nothing.\"\n", "              - say: Nothing.\n              - {when: {received: 0}, say: None.}\n", []string{
		`57:17: this case can never be reached, for the one at line 56 always holds; move that to the end`,
	}},
	{"a case under the same condition", "              - say: \"{Received.label}: nothing.\"\n", "              - {when: {received: 0}, say: None.}\n              - {when: {received: 0}, say: Nil.}\n", []string{
		`57:17: this case can never be reached, for the one at line 56 has the same condition; remove one`,
	}},
	{"a field that does not do what the form says of it", "{id: when, label: When, kind: date}", "{id: when, label: When, kind: text}", []string{
		`46:18: the form "scale" does not go with the item's own fields: line 19: the field "when" is a text, and must be a date here; name another`,
	}},

	// The summary and the tables.
	{"an unknown item in the summary", "sections:\n", "summary: [{title: All, items: [BUS-01, BUS-03]}]\nsections:\n", []string{
		`24:40: unknown item "BUS-03"; did you mean "BUS-01" or "BUS-02"?`,
	}},
	{"an item that is twice in the summary", "sections:\n", "summary: [{title: All, items: [BUS-01]}, {title: More, items: [BUS-01]}]\nsections:\n", []string{
		`24:64: an item of the summary, "BUS-01", stands twice, first at line 24; remove one`,
	}},
	{"an unknown item in a table", "sections:\n", "tables: [{title: All, items: [BUS-03], columns: [verdict]}]\nsections:\n", []string{
		`24:31: unknown item "BUS-03"; did you mean "BUS-01" or "BUS-02"?`,
	}},
	{"an unknown column", "sections:\n", "tables: [{title: All, items: [BUS-01], columns: [verdict, received]}]\nsections:\n", []string{
		`24:59: unknown column "received"; the items of this table have verdict, when`,
	}},

	// YAML that a checklist does without.
	{"an anchor and an alias", "title: Small\nprovenance: Ours", "title: &a Small\nprovenance: *a", []string{
		`3:8: an anchor is not allowed; remove &a`,
		`4:13: an alias is not allowed; write out what *a stands for`,
	}},
	{"a tag", "title: Small", "title: !!str Small", []string{
		`3:8: a tag is not allowed; remove !!str`,
	}},
	{"nesting without end", "title: Small", "title: " + strings.Repeat("[", 40) + strings.Repeat("]", 40), []string{
		`3:8: "title" must be text, not a list`,
		`3:23: this is nested too deep; nothing in the file is more than 16 deep`,
	}},
}

func TestLint(t *testing.T) {
	for _, test := range mistakes {
		t.Run(test.name, func(t *testing.T) {
			got := places(catalog.Lint("small.yaml", replace(t, test.old, test.new)))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("want -, got +:\n%s", diff)
			}
		})
	}
}

// Files that are no checklists at all.
func TestLintOfAnything(t *testing.T) {
	for _, test := range []struct {
		name, src string
		want      []string
	}{
		{"a sound file", sound, nil},
		{"a sound file from Windows", "\ufeff" + strings.ReplaceAll(sound, "\n", "\r\n"), nil},
		{"nothing", "", []string{"1:1: the file is empty; write into it, or remove it"}},
		{"a comment", "# nothing\n", []string{"1:1: the file is empty; write into it, or remove it"}},
		{"null", "~\n", []string{"1:1: a checklist is empty; write keys with values"}},
		{"a list", "- a\n", []string{"1:1: a checklist must be keys with values, not a list"}},
		{"no YAML", "id: [a\nb: c\n", []string{"2:2: this is not YAML: did not find expected ',' or ']' (while parsing a flow sequence, which begins at line 1, column 5)"}},
		{"not UTF-8", "id: a\ntitle: é\xe9\n", []string{"2:9: the file is not UTF-8; save it as UTF-8"}},
		{"an escape", "id: a\n# é \x1b[31m \u202e\n", []string{
			"2:5: the character U+001B may not stand in a file; remove it",
			"2:11: the character U+202E may not stand in a file; remove it",
		}},
		{"two documents", sound + "---\nid: b\n", []string{"57:1: a second document begins here; a file has one, so put it into a file of its own"}},
		{"a second document that is no YAML", sound + "---\nid: [\n", []string{"59:1: this is not YAML: did not find expected node content"}},
		{"nesting without end", strings.Repeat("[", 20000), []string{"1:10001: this is not YAML: exceeded max depth of 10000"}},
		{"too large", sound + strings.Repeat("#", catalog.MaxSize), []string{"1:1: the file is larger than 4 MiB; split it"}},
		{"as large as may be", sound + strings.Repeat("#", catalog.MaxSize-len(sound)), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, places(catalog.Lint("small.yaml", []byte(test.src)))); diff != "" {
				t.Errorf("want -, got +:\n%s", diff)
			}
		})
	}
}

// Mistakes in several places are all named in one run, in the order of the file.
func TestLintReportsAllAtOnce(t *testing.T) {
	src := strings.NewReplacer("kind: money", "kind: gold", "title: Small", "titel: Small", "{what}", "{wat}", "BUS-02", "MED-02").Replace(sound)
	want := []string{
		`1:1: a checklist needs the key "title"; add it`,
		`3:1: unknown key "titel" in a checklist; did you mean "title"?`,
		`23:18: unknown placeholder {wat}; did you mean "what"?`,
		`39:13: the id "MED-02" is in section BUS; begin it with "BUS-"`,
		`49:43: unknown kind "gold"; it may be choice, count, date, text, money`,
	}
	if diff := cmp.Diff(want, places(catalog.Lint("small.yaml", []byte(src)))); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

// A mistake in a form is named once, however many items have the form.
func TestLintNamesMistakesOfFormsOnce(t *testing.T) {
	var src strings.Builder
	src.WriteString(strings.Replace(head, "not-after: to", "not-after: too", 1))
	for i := range 20 {
		fmt.Fprintf(&src, "      - {id: BUS-%02d, title: T, question: Q, why: W, basis: derived, form: scale, words: {what: it}}\n", i)
	}
	want := []string{`19:34: unknown field "too"; there is verdict, when`}
	if diff := cmp.Diff(want, places(catalog.Lint("small.yaml", []byte(src.String())))); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

// However large a file and however wrong, there is an end to complaints.
func TestLintEnds(t *testing.T) {
	entries := strings.Repeat("  - {id: a, a: {}}\n", 400)
	for _, src := range []string{
		"sections:\n" + strings.Repeat("  - {}\n", 50_000),
		"sections:\n" + entries,
		strings.Repeat("x", catalog.MaxSize),
		strings.Repeat("\x01", catalog.MaxSize),
		"forms:\n" + strings.Repeat(" a: {fields: []}\n", 20_000),
	} {
		if got := len(catalog.Lint("small.yaml", []byte(src))); got == 0 || got > 200 {
			t.Errorf("got %d complaints of %.20q…, want some, and 200 at most", got, src)
		}
	}
}

func TestExcerpt(t *testing.T) {
	for _, test := range []struct {
		name, src    string
		line, column int
		want         string
	}{
		{"a line", "id: a\ntitle: [é\n", 2, 9, "title: [é\n        ^"},
		{"the end of a line", "id: a\r\n", 1, 6, "id: a\n     ^"},
		{"behind a mark of the order of bytes", "\ufeffid: a\n", 1, 5, "id: a\n    ^"},
		{"tabs and escapes", "\tid: \x1b[31ma\n", 1, 6, " id:  [31ma\n     ^"},
		{"a long line", strings.Repeat("a", 100) + "b" + strings.Repeat("c", 100), 1, 101, strings.Repeat("a", 38) + "b" + strings.Repeat("c", 37) + "\n" + strings.Repeat(" ", 38) + "^"},
		{"no such line", "id: a", 7, 3, "\n^"},
		{"not UTF-8", "a: \xff", 1, 4, "a: \ufffd\n   ^"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := catalog.Complaint{Line: test.line, Column: test.column}
			if got := c.Excerpt([]byte(test.src)); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// places is complaints without the name of the file.
func places(complaints []catalog.Complaint) []string {
	var all []string
	for _, c := range complaints {
		all = append(all, strings.TrimPrefix(c.String(), "small.yaml:"))
	}
	return all
}
