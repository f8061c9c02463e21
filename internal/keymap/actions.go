package keymap

// places are those of the app, from the widest on, with all that can be done at
// each. A new action has its row here; its screen says with that id what it does.
var places = []Place{
	{
		ID: "app", Title: "Everywhere",
		Actions: []Action{
			row("app.help", "? f1", "help", "Explain this screen and its keys"),
			row("app.palette", "ctrl+p", "all actions", "List everything that can be done here, and do one"),
			row("app.quit", "ctrl+c", "quit", "Save and quit"),
			row("app.back", "esc", "back", "Go back one level; nothing is lost"),
			row("app.find", "/", "find", "Find a question by its words, answers or notes"),
			row("app.jump", "g", "go to", "Go to a question by its reference, its number or its title"),
			row("app.check", "c", "check", "Check all answers before sending"),
			row("app.export", "e", "export", "Export the summary for HMIC"),
			row("app.history", "h", "history", "Show who changed what, and when"),
			row("app.evidence", "v", "evidence", "List all evidence, and look at its files"),
			row("app.actions", "t", "actions", "List what the force has undertaken to do"),
			row("app.people", "p", "people", "List who has what to do, and who is waited on"),
			row("app.sign", "S", "sign", "Sign the return, or reopen one that is signed"),
			row("app.undo", "z", "undo", "Undo the last change"),
			row("app.redo", "Z", "redo", "Make the last undone change again"),
			row("app.visited-before", "[ alt+left", "visited before", "Go back to the question that you visited before"),
			row("app.visited-after", "] alt+right", "visited after", "Go forward again to the question that you went back from"),
			row("app.mouse", "M", "mouse", "Follow the mouse from now on, or no longer; while it is followed, Shift selects text"),
			row("app.settings", ",", "settings", "Look at the settings, and change them"),
		},
	},
	{
		ID: "home", Title: "The list of assessments",
		Actions: []Action{
			row("home.open", "enter l right", "open", "Open the assessment under the cursor"),
			row("home.new", "n", "new", "Start a new assessment"),
			row("home.follow", "f", "next", "Start the next period, behind the assessment under the cursor"),
			row("home.author", "a", "who you are", "Change the name and role that your changes are kept with"),
			row("home.refresh", "r", "look again", "Read the list again"),
			row("home.quit", "q", "quit", "Quit; everything is saved"),
		},
	},
	{
		ID: "tasks", Title: "The task list", Beside: []string{"section"},
		Actions: []Action{
			row("tasks.open", "enter l right", "open", "Open the section under the cursor"),
			row("tasks.resume", ".", "resume", "Go to the question where you were last"),
			row("tasks.progress", "o", "progress", "Show how far each section has come, and how it stands against the deadline"),
			row("tasks.compare", "b", "compare", "Compare the answers with last time"),
			row("tasks.import", "i", "import", "Import answers from a colleague"),
			row("tasks.details", "d", "details", "Change the period, the deadline, the marking or who leads"),
			row("tasks.quit", "q", "quit", "Quit; everything is saved"),
		},
	},
	{
		ID: "section", Title: "A section",
		Actions: []Action{
			row("section.assign", "P", "assign", "Assign the section under the cursor to a person or a department"),
			row("section.open", "enter l right", "open", "Open the question under the cursor"),
			row("section.complete", "m", "complete", "Say that the section is complete, or that it is not"),
			row("section.answer-selected", "a f2", "answer selected", "Do the same to all the questions that are selected"),
			row("section.select", "space ctrl+t", "select", "Select the question under the cursor, or take it out"),
			row("section.select-down", "shift+down", "select down", "Select the question under the cursor and the next"),
			row("section.select-up", "shift+up", "select up", "Select the question under the cursor and the one before"),
			row("section.select-range", "V", "select range", "Select all that the cursor goes over, until the key is pressed again"),
			row("section.select-all", "ctrl+a", "select all", "Select every question of the section, or none"),
			row("section.select-none", "esc", "select none", "Select nothing any more"),
		},
	},
	{
		ID: "question", Title: "A question",
		Actions: []Action{
			row("question.still-true", "=", "still true", "Say that last time's answer is still true, and go on"),
			row("question.last", "l", "last time", "Show last time's answer in full, and how the question was worded then"),
			row("question.assign", "P", "assign", "Assign this question to a person or a department"),
			row("question.next", "right", "next question", "Go to the next question"),
			row("question.previous", "left", "previous", "Go to the previous question"),
			row("question.why", "w", "why", "Show why it is asked, what good evidence is, and the sources"),
			row("question.scroll-down", "pgdown", "scroll down", "Scroll the question down"),
			row("question.scroll-up", "pgup", "scroll up", "Scroll the question up"),
			row("question.evidence", "v", "evidence", "List, add or change the evidence for this answer"),
			row("question.actions", "t", "actions", "List, add or change the actions on this answer"),
			row("question.history", "h", "history", "Show who changed this answer, and when"),
			row("question.reply", "Y", "answer the note", "Answer the note with which the reviewer returned this question"),
			row("question.accept", "A", "accept", "Accept this answer, as its reviewer, and go on"),
			row("question.return", "R", "return", "Return this question, as its reviewer, with a note of what is wanted"),
		},
	},
	{
		ID: "row", Title: "A line of a question", Beside: []string{"question"},
		Actions: []Action{
			row("row.evidence", "enter", "evidence", "List, add or change the evidence for this answer"),
			row("row.actions", "enter", "actions", "List, add or change the actions on this answer"),
		},
	},
	{
		ID: "choice", Title: "A choice of a question", Beside: []string{"question", "field"},
		Actions: []Action{
			row("choice.not-applicable", "n x", "not applicable", "Say that this does not apply, and why"),
			row("choice.not-recorded", "r", "not recorded", "Say that the force does not hold the figure"),
			row("choice.answer", "a b c d e f m o p q s u y", "answer", "Answer with the option's letter, and go on if there is nothing else to fill in").fixed(),
			row("choice.answer-and-stay", "1 2 3 4 5 6 7 8 9", "answer and stay", "Answer with the option's number, and stay").fixed(),
		},
	},
	{
		ID: "field", Title: "A number, a date or an amount of a question", Beside: []string{"question"},
		Actions: []Action{
			row("field.clear", "- backspace delete", "clear", "Take the answer back, so that the field is not answered"),
			row("field.next", "enter", "next", "Go to the next part, or to the next question"),
			row("field.change", "i f2", "change", "Change what is there"),
			row("field.not-applicable", "x", "not applicable", "Say that this does not apply, and why"),
			row("field.not-recorded", "n", "not recorded", "Say that the force does not hold the figure"),
			row("field.type", "0 1 2 3 4 5 6 7 8 9 £", "type", "Type the number, the amount or the date").fixed(),
		},
	},
	{
		ID: "text", Title: "A text of a question", Beside: []string{"question", "field"},
		Actions: []Action{
			row("text.write", "enter", "write", "Write the text"),
			row("text.editor", "ctrl+e", "editor", "Write the text in your own editor"),
		},
	},
	{
		ID: "writing", Title: "Writing an answer", Typing: true,
		Actions: []Action{
			row("writing.done", "esc", "done", "Stop typing; what was typed is kept"),
			row("writing.next", "tab", "next", "Keep what was typed and go to the next part"),
			row("writing.previous", "shift+tab", "previous", "Keep what was typed and go to the part before"),
			row("writing.editor", "ctrl+e", "your editor", "Go on in the editor that $VISUAL or $EDITOR names"),
			row("writing.keep", "enter down", "keep", "Keep what was typed and go to the next part"),
			row("writing.keep-up", "up", "keep and up", "Keep what was typed and go to the part before"),
		},
	},
	{
		ID: "prose", Title: "Writing a long text", Typing: true, Beside: []string{"writing", "form"},
		Actions: []Action{
			row("prose.undo", "ctrl+z", "undo typing", "Take back what was typed last in this text"),
			row("prose.redo", "ctrl+y", "redo typing", "Type again what was taken back"),
			row("prose.select-all", "ctrl+g alt+a", "select all", "Select the whole text; shift with a key that moves the cursor selects a part"),
			row("prose.copy", "alt+w ctrl+insert", "copy", "Copy what is selected, to the terminal's clipboard too if it lets favour"),
			row("prose.cut", "ctrl+x shift+delete", "cut", "Cut out what is selected"),
			row("prose.put", "ctrl+v shift+insert", "put in", "Put in what was copied or cut in favour last; the terminal's own paste works too"),
		},
	},
	{
		ID: "then", Title: "Last time's answer", Beside: []string{"question"},
		Actions: []Action{
			row("then.close", "enter", "back", "Go back to where you were"),
		},
	},
	{
		ID: "find", Title: "Find", Typing: true,
		Actions: []Action{
			row("find.open", "enter", "open", "Open the question under the cursor"),
			row("find.filter", "tab", "filter", "Look only at some: unanswered, not met, needing attention, yours, by review, or waiting on someone"),
			row("find.filter-before", "shift+tab", "filter before", "Go back to the filter before"),
			row("find.answer-selected", "f2", "answer selected", "Do the same to all the questions that are selected"),
			row("find.select", "ctrl+t", "select", "Select the question under the cursor, or take it out"),
			row("find.select-down", "shift+down", "select down", "Select the question under the cursor and the next"),
			row("find.select-up", "shift+up", "select up", "Select the question under the cursor and the one before"),
			row("find.select-all", "ctrl+a", "select all", "Select every question that is listed, or none"),
			row("find.clear", "esc", "clear", "Clear what is typed, or what is selected, or go back if nothing is"),
		},
	},
	{
		ID: "together", Title: "Several questions at once",
		Actions: []Action{
			row("together.choose", "enter l right", "choose", "Choose what is under the cursor, and see what it would change"),
			row("together.do", "enter", "change them", "Change the questions as shown"),
		},
	},
	{
		ID: "jump", Title: "Going to a question", Typing: true,
		Actions: []Action{
			row("jump.open", "enter", "go", "Go to the question that is shown"),
			row("jump.next", "down tab", "another", "Show the next question that what is typed could mean"),
			row("jump.previous", "up shift+tab", "the one before", "Show the question before that what is typed could mean"),
			row("jump.back", "esc", "back", "Go nowhere"),
		},
	},
	{
		ID: "check", Title: "Check answers",
		Actions: []Action{
			row("check.change", "enter l right", "change", "Go to the question of this line, to change its answer"),
			row("check.accept", "a", "accept", "Accept the answer of this line, as its reviewer, and go on to the next"),
			row("check.return", "r", "return", "Return the question of this line, as its reviewer, with a note of what is wanted"),
			row("check.next", "n", "next finding", "Go to the next finding, or the next question without an answer"),
			row("check.previous", "N", "finding before", "Go back to the finding or unanswered question before"),
		},
	},
	{
		ID: "history", Title: "History",
		Actions: []Action{
			row("history.expand", "enter space l right", "expand", "Show all that the change under the cursor did, or only a line of it"),
		},
	},
	{
		ID: "compare", Title: "Compared with last time",
		Actions: []Action{
			row("compare.open", "enter l right", "open", "Open the question under the cursor"),
			row("compare.filter", "tab", "filter", "Show only the questions of one outcome, and then those of the next"),
			row("compare.filter-before", "shift+tab", "filter before", "Go back to the outcome before"),
		},
	},
	{
		ID: "progress", Title: "Progress",
		Actions: []Action{
			row("progress.open", "enter l right", "open", "Open the section under the cursor"),
			row("progress.details", "d", "details", "Change the deadline, the period, the marking or who leads"),
		},
	},
	{
		ID: "evidence", Title: "Evidence",
		Actions: []Action{
			row("evidence.use", "enter l", "use it here", "Use the evidence under the cursor for this answer as well"),
			row("evidence.link", "l", "link", "Let the evidence under the cursor serve another question, or one less"),
			row("evidence.change", "enter", "change", "Change the evidence under the cursor"),
			row("evidence.add", "a", "add", "Name another piece of evidence"),
			row("evidence.remove", "d delete", "remove", "Remove the evidence under the cursor"),
			row("evidence.look", "f", "look at files", "Look whether the files are where they are said to be, and as they were"),
			row("evidence.digest", "s", "SHA-256", "Compute the SHA-256 of the file"),
			row("evidence.question", "o", "question", "Open the question that the evidence is for"),
			row("evidence.stop", "esc", "stop", "Stop reading files"),
		},
	},
	{
		ID: "actions", Title: "Actions",
		Actions: []Action{
			row("actions.change", "enter", "change", "Change the action under the cursor"),
			row("actions.add", "a", "add", "Add an action"),
			row("actions.done", "space", "done", "Say that the action is done, or that it is not"),
			row("actions.remove", "d delete", "remove", "Remove the action under the cursor"),
			row("actions.question", "o", "question", "Open the question that the action is about"),
		},
	},
	{
		ID: "people", Title: "People",
		Actions: []Action{
			row("people.left", "enter l right", "what is left", "List the questions that the one under the cursor is still to answer"),
			row("people.actions", "t", "actions", "List the actions of the one under the cursor"),
		},
	},
	{
		ID: "assign", Title: "Assigning", Typing: true,
		Actions: []Action{
			row("assign.choose", "enter", "assign", "Assign to the name under the cursor"),
			row("assign.back", "esc", "back", "Go back and assign nothing"),
		},
	},
	{
		ID: "proposals", Title: "Answers from a colleague",
		Actions: []Action{
			row("proposals.accept", "a enter", "accept", "Accept the answer under the cursor, and go on to the next"),
			row("proposals.edit", "e", "edit", "Change the answer under the cursor, and accept it so"),
			row("proposals.decline", "d", "decline", "Decline the answer under the cursor; what stands is kept"),
			row("proposals.accept-new", "A", "accept all new", "Accept every answer that replaces none"),
			row("proposals.take-over", "x", "take over", "Take over all that is accepted, as one change"),
			row("proposals.question", "o", "question", "Open the question of this line"),
			row("proposals.back", "esc", "back", "Go back; what you have decided is kept until you quit"),
		},
	},
	{
		ID: "signing", Title: "Signing",
		Actions: []Action{
			row("signing.sign", "s", "sign", "Go on to sign the return"),
			row("signing.acknowledge", "space", "acknowledge", "Acknowledge the warning under the cursor, or take that back"),
			row("signing.open", "o", "open", "Open the question that the line is about"),
		},
	},
	{
		ID: "signatures", Title: "Signatures",
		Actions: []Action{
			row("signatures.sign", "s", "sign as well", "Sign the return as well: a chief officer after the head of professional standards"),
			row("signatures.reopen", "r", "reopen", "Reopen the return, so that it can be changed, and say why"),
		},
	},
	{
		ID: "export", Title: "Export",
		Actions: []Action{
			row("export.choose", "enter space", "choose", "Choose or do what is under the cursor"),
			row("export.now", "x", "export now", "Write the files"),
			row("export.stop", "esc", "stop", "Stop the export; nothing is written then"),
			row("export.receipts", "r", "receipts", "Look at the receipts of what was exported before"),
		},
	},
	{
		ID: "copy", Title: "A copy for publication",
		Actions: []Action{
			row("copy.change", "enter", "change", "Change the reason why the part under the cursor is withheld, or what is withheld of its question"),
			row("copy.add", "a", "withhold", "Withhold something of a question"),
			row("copy.remove", "d delete", "take out", "Withhold the part under the cursor no longer"),
			row("copy.again", "r", "as before", "Withhold what was withheld from the copy that was written last"),
		},
	},
	{
		ID: "replaces", Title: "Which return is replaced",
		Actions: []Action{
			row("replaces.choose", "enter", "choose", "Write the return in place of the one under the cursor"),
			row("replaces.changes", "space", "changes", "Read what is said otherwise now than in the one under the cursor"),
		},
	},
	{
		ID: "folder", Title: "Typing the export's folder", Typing: true,
		Actions: []Action{
			row("folder.keep", "enter esc tab", "keep this folder", "Take the folder as it is typed"),
		},
	},
	{
		ID: "passphrase", Title: "Typing a passphrase", Typing: true,
		Actions: []Action{
			row("passphrase.take", "enter", "go on", "Unlock the key with what was typed"),
			row("passphrase.back", "esc", "back", "Go back; nothing is written"),
		},
	},
	{
		ID: "receipt", Title: "A receipt",
		Actions: []Action{
			row("receipt.done", "enter", "done", "Go back to the list of receipts"),
			row("receipt.export", "e", "export again", "Go back to the export, to write other formats or to another folder"),
		},
	},
	{
		ID: "receipts", Title: "Receipts",
		Actions: []Action{
			row("receipts.open", "enter l right", "receipt", "Show the receipt under the cursor"),
		},
	},
	{
		ID: "form", Title: "Forms", Typing: true,
		Actions: []Action{
			row("form.next", "enter", "next", "Go on to the next field, and save behind the last one"),
			row("form.down", "tab", "next field", "Go to the next field"),
			row("form.up", "shift+tab", "field before", "Go to the field before"),
			row("form.save", "ctrl+s", "save", "Save, with all fields as they are"),
			row("form.back", "esc", "back", "Go back; what is not saved is kept as you typed it"),
			row("form.revert", "ctrl+r", "put back", "Put back in every field what is saved, and forget what was typed"),
			row("form.editor", "ctrl+e", "your editor", "Go on with the text in the editor that $VISUAL or $EDITOR names"),
		},
	},
	{
		ID: "start", Title: "Starting an assessment", Typing: true, Beside: []string{"form"},
		Actions: []Action{
			row("start.back", "esc shift+tab", "back", "Go back one step; what you gave is kept"),
		},
	},
	{
		ID: "marking", Title: "Choosing a marking",
		Actions: []Action{
			row("marking.choose", "enter", "choose", "Choose the marking under the cursor"),
			row("marking.pick", "a b c d e f g h i j k l m", "pick", "Choose the marking of that letter").fixed(),
		},
	},
	{
		ID: "settings", Title: "Settings",
		Actions: []Action{
			row("settings.change", "enter space l right", "change", "Change the setting under the cursor, or go on to its next value"),
			row("settings.reset", "d delete", "as usual", "Put the setting under the cursor back to what is usual"),
		},
	},
	{
		ID: "keys", Title: "Keys", Typing: true,
		Actions: []Action{
			row("keys.set", "enter", "new key", "Press another key for the action under the cursor"),
			row("keys.reset", "ctrl+r", "as usual", "Give the action under the cursor its own keys back"),
			row("keys.back", "esc", "back", "Clear what is typed, or go back if nothing is"),
		},
	},
	{
		ID: "clash", Title: "Somebody else's change",
		Actions: []Action{
			row("clash.theirs", "t", "keep theirs", "Leave what they saved as it is, and forget yours"),
			row("clash.mine", "m", "use mine", "Save yours in the place of theirs"),
			row("clash.later", "esc", "decide later", "Leave theirs for now; yours stays in the field as typed and not saved"),
		},
	},
	{
		ID: "recover", Title: "Text from last time",
		Actions: []Action{
			row("recover.take", "r", "recover", "Put the text into its place"),
			row("recover.discard", "d", "discard", "Remove the text for good"),
			row("recover.later", "esc", "later", "Decide later: it is kept, and offered again"),
		},
	},
	{
		ID: "confirm", Title: "A question before something is done",
		Actions: []Action{
			row("confirm.yes", "enter y", "yes", "Yes, do it"),
			row("confirm.no", "n", "leave it", "No, leave it as it is"),
			row("confirm.withheld", "tab", "withheld", "Go to the next place where something is withheld"),
		},
	},
	{
		ID: "help", Title: "Help", Typing: true,
		Actions: []Action{
			row("help.do", "enter", "do it", "Do what is under the cursor"),
			row("help.close", "esc", "back", "Clear what is typed, or go back if nothing is"),
		},
	},
	{
		ID: "palette", Title: "All actions", Typing: true,
		Actions: []Action{
			row("palette.do", "enter", "do it", "Do what is under the cursor"),
			row("palette.back", "esc", "back", "Go back and do nothing"),
		},
	},
}
