package pack

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
)

// JSON, for other programs. Answers are as favour export writes them: a count is a
// number, other values are strings, and {"state":"not-recorded"} or
// {"state":"not-applicable","reason":TEXT} stands in the place of a value. What
// comes back needs the stamp, and of each question its key and its answer.

type jsonPack struct {
	Stamp
	Title      string     `json:"title"`
	Provenance string     `json:"provenance"`
	Items      []jsonItem `json:"items"`
}

type jsonItem struct {
	ID        string         `json:"id"`
	Section   string         `json:"section"`
	Title     string         `json:"title"`
	Question  string         `json:"question"`
	Why       string         `json:"why"`
	Evidence  []string       `json:"evidence"`
	Questions []jsonQuestion `json:"questions"`
}

type jsonQuestion struct {
	Key     assessment.Target `json:"key"`
	Label   string            `json:"label"`
	Kind    checklist.Kind    `json:"kind"`
	Hint    string            `json:"hint"`
	Options []jsonOption      `json:"options,omitempty"`
	Base    json.RawMessage   `json:"base"`
	Answer  json.RawMessage   `json:"answer"`
}

type jsonOption struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

func writeJSON(w io.Writer, p *Pack) error {
	out := jsonPack{Stamp: p.Stamp, Title: p.Title, Provenance: p.Provenance, Items: []jsonItem{}}
	for _, it := range p.Items {
		item := jsonItem{ID: it.ID, Section: it.Section, Title: it.Title, Question: it.Question, Why: it.Why, Evidence: append([]string{}, it.Evidence...)}
		for _, q := range it.Questions {
			jq := jsonQuestion{Key: q.Key, Label: q.Label, Kind: checklist.Text, Hint: q.Hint, Base: json.RawMessage(baseOf(q.Stood))}
			answer, err := json.Marshal(q.Stood)
			if err != nil {
				return err
			}
			if q.Field != nil {
				jq.Kind = q.Field.Kind
				for _, o := range q.Field.Options {
					jq.Options = append(jq.Options, jsonOption{o.ID, o.Label})
				}
				if _, ok := assessment.Number(q.Stood); ok && q.Field.Kind == checklist.Count {
					answer = []byte(q.Stood.Given)
				}
			}
			jq.Answer = answer
			item.Questions = append(item.Questions, jq)
		}
		out.Items = append(out.Items, item)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	if err := e.Encode(out); err != nil {
		return err
	}
	_, err := w.Write(plain.JSON(b.Bytes()))
	return err
}

// jsonReply is what is read of a pack that comes back.
type jsonReply struct {
	Items []struct {
		Questions []map[string]json.RawMessage `json:"questions"`
	} `json:"items"`
}

// questionMembers are those that a question has, and those that a person who has seen
// a table of them may write beside its answer.
var questionMembers = []string{"key", "label", "kind", "hint", "options", "base", "answer", "state", "reason"}

// wholeJSON says where text ceases to be JSON, if it does.
func wholeJSON(text string) error {
	var any json.RawMessage
	err := json.Unmarshal([]byte(text), &any)
	var wrong *json.SyntaxError
	if !errors.As(err, &wrong) {
		return err
	}
	return refuse("It cannot be read from line %d on, which is not as JSON is to be: %s. Compare that line with the file that was sent out: often a comma or a quotation mark is missing, or one too many.",
		lineAt(text, wrong.Offset), wrong)
}

// lineAt is the number of the line that a byte of text stands in.
func lineAt(text string, offset int64) int {
	return 1 + strings.Count(text[:min(max(0, int(offset)), len(text))], "\n")
}

func readJSON(text string) (*Reply, error) {
	if err := wholeJSON(text); err != nil {
		return nil, err
	}
	stamp, err := readStamp([]byte(text))
	if err != nil {
		return nil, err
	}
	var in jsonReply
	var wrong *json.UnmarshalTypeError
	switch err := json.Unmarshal([]byte(text), &in); {
	case errors.As(err, &wrong):
		return nil, refuse("Its questions cannot be read: in line %d stands what is called “%s” in JSON where something else was sent out. Send back the file that favour pack made, with the answers changed and nothing else.",
			lineAt(text, wrong.Offset), wrong.Value)
	case err != nil:
		return nil, err
	}
	r := &Reply{Stamp: stamp}
	for i, it := range in.Items {
		for j, q := range it.Questions {
			inSmallLetters(q)
			var key string
			if json.Unmarshal(q["key"], &key) != nil {
				key = string(q["key"])
			}
			l := line{key: key, base: string(q["base"]), about: key}
			member := fmt.Sprintf("items[%d].questions[%d].", i, j)
			l.place.Member = true
			l.columns = [3]string{member + "answer", member + "answer", member + "answer"}
			l.read(q["answer"])
			for n, name := range []string{"state", "reason"} {
				var text string
				if json.Unmarshal(q[name], &text) == nil && text != "" {
					l.columns[inState+n] = member + name
					*[]*cell{&l.state, &l.reason}[n] = textOf(text)
				}
			}
			l.state.text = strings.ReplaceAll(l.state.text, "-", " ")
			for _, name := range slices.Sorted(maps.Keys(q)) {
				if !slices.Contains(questionMembers, name) {
					l.strays = append(l.strays, name)
				}
			}
			if q["answer"] == nil && l.state.kind == blankCell && len(l.strays) == 0 {
				continue // what is left out says nothing
			}
			r.lines = append(r.lines, l)
		}
	}
	return r, nil
}

// inSmallLetters takes members whose names somebody has written in capitals for those
// that are meant, unless these say something too.
func inSmallLetters(q map[string]json.RawMessage) {
	for _, name := range slices.Sorted(maps.Keys(q)) {
		meant := strings.ToLower(strings.TrimSpace(name))
		if there := q[meant]; meant != name && (there == nil || string(there) == "null") {
			q[meant] = q[name]
			delete(q, name)
		}
	}
}

// read reads one answer.
func (l *line) read(answer json.RawMessage) {
	var state struct {
		State  string `json:"state"`
		Reason string `json:"reason"`
	}
	var text string
	var yes bool
	switch {
	case len(answer) == 0 || string(answer) == "null":
	case json.Unmarshal(answer, &text) == nil:
		l.answer = textOf(text)
	case json.Unmarshal(answer, &yes) == nil:
		l.answer = textOf(strconv.FormatBool(yes))
	case json.Unmarshal(answer, &state) == nil && state.State != "":
		l.state, l.reason = textOf(state.State), textOf(state.Reason)
	default:
		var short bytes.Buffer
		_ = json.Compact(&short, answer) // it has been read as JSON
		l.answer = textOf(short.String())
		if n, err := strconv.ParseFloat(string(answer), 64); err == nil {
			l.answer = cell{kind: numberCell, text: string(answer), number: n}
		}
	}
}
