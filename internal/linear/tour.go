package linear

import "errors"

// stops are what a newcomer is told of the work, a sentence or two at a time.
var stops = []string{
	"Assessments. Your store may hold several, each with how far it has come. Assessments lists them, and new starts one for your force.",
	"Contents. Contents lists the sections of an assessment, with what is answered and what needs attention. Everything is saved as you go.",
	"A question. Enter goes to the first one that is not answered. A number chooses an answer, show reads all of it, note is what HMIC will read, and internal is a note that never leaves.",
	"Find. Find with some words lists the questions that have them, in their answers and notes too. List unanswered lists what is still to be done.",
	"Check. Check says what speaks against sending the return; a number goes there. Answers reads all of it.",
	"History. History lists who changed what, and when. Undo takes the last change back, also after quitting.",
	"Export. Export writes the return for HMIC as a page, a PDF, a workbook and more. Internal notes never go out.",
	"Help. Help says what can be typed wherever you are. Back always goes back, and nothing is lost.",
}

// tour tells a newcomer of the work, as fast as they like. A command leaves it, and
// is done.
func (s *session) tour() error {
	s.gap()
	for i := 0; i < len(stops); {
		s.say("%d of %d. %s", i+1, len(stops), stops[i])
		r, err := s.ask(prompt{
			what: "Tour", takes: "stop to leave it", enter: "goes on",
			help: "Enter goes on with the tour, back goes back in it, and stop or any command leaves it.",
			here: []command{{names: []string{"stop"}, what: "leave the tour", do: func(*session, string) error { return errEmpty }}},
		})
		switch {
		case errors.Is(err, errBack):
			i = max(0, i-1)
		case errors.Is(err, errEmpty):
			return nil
		case err != nil:
			return err
		case r.empty:
			i++
		}
	}
	s.say("That was the tour. What follows is the example: try anything, nothing here is kept.")
	return nil
}
