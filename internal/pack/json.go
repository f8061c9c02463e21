package pack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
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
		Questions []struct {
			Key    string          `json:"key"`
			Base   json.RawMessage `json:"base"`
			Answer json.RawMessage `json:"answer"`
		} `json:"questions"`
	} `json:"items"`
}

func readJSON(text string) (*Reply, error) {
	stamp, err := readStamp([]byte(text))
	if err != nil {
		return nil, err
	}
	var in jsonReply
	if err := json.Unmarshal([]byte(text), &in); err != nil {
		return nil, refuse("Its questions cannot be read: %s. Send back the file that favour pack made, with the answers changed and nothing else.", err)
	}
	r := &Reply{Stamp: stamp}
	for i, it := range in.Items {
		for j, q := range it.Questions {
			if q.Answer == nil {
				continue // what is left out says nothing
			}
			l := line{key: q.Key, base: string(q.Base), about: q.Key}
			member := fmt.Sprintf("items[%d].questions[%d].answer", i, j)
			l.columns = [3]string{member, member, member}
			l.read(q.Answer)
			r.lines = append(r.lines, l)
		}
	}
	return r, nil
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
	case string(answer) == "null":
	case json.Unmarshal(answer, &text) == nil:
		l.answer = textOf(text)
	case json.Unmarshal(answer, &yes) == nil:
		l.answer = textOf(strconv.FormatBool(yes))
	case json.Unmarshal(answer, &state) == nil && state.State != "":
		l.state, l.reason = textOf(strings.ReplaceAll(state.State, "-", " ")), textOf(state.Reason)
	default:
		l.answer = textOf(string(answer))
		if n, err := strconv.ParseFloat(string(answer), 64); err == nil {
			l.answer = cell{kind: numberCell, text: string(answer), number: n}
		}
	}
}
