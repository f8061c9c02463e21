package assessment

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// A State says what is known of one field. The zero State is Unanswered, so a
// new assessment needs no initialising. Nought is a value, not an absence:
// HMIC reports "no instances" as a finding of its own.
type State uint8

const (
	Unanswered    State = iota
	Given               // a value, which may be nought
	NotRecorded         // the force does not hold the figure
	NotApplicable       // with a reason
)

var stateNames = [...]string{"unanswered", "given", "not-recorded", "not-applicable"}

// String is the state as records, conditions and the command line write it.
func (s State) String() string {
	if int(s) >= len(stateNames) {
		return "unknown"
	}
	return stateNames[s]
}

// A Value is what is known of one field, or of any other part of an
// assessment. It is comparable, and its zero value is unanswered.
type Value struct {
	State State
	// Given is the canonical text of a given value: the id of an option, digits
	// of a count, pounds and pence as 25.00, an ISO date, or the text itself.
	Given string
	// Reason is why a field is not applicable; it may still be missing.
	Reason string
}

// Of is the given value with that canonical text. Empty text is no answer.
func Of(text string) Value {
	if text == "" {
		return Value{}
	}
	return Value{State: Given, Given: text}
}

// Missing is the value of a figure that the force does not hold.
func Missing() Value { return Value{State: NotRecorded} }

// Inapplicable is the value of a question that does not apply, for a reason.
func Inapplicable(reason string) Value { return Value{State: NotApplicable, Reason: reason} }

// IsAnswered reports whether v is anything but unanswered.
func (v Value) IsAnswered() bool { return v.State != Unanswered }

// writable reports whether v comes back as it is from its written form.
func (v Value) writable() bool {
	switch v.State {
	case Given:
		return v.Given != "" && v.Reason == ""
	case NotApplicable:
		return v.Given == ""
	}
	return v == Value{} || v == Missing()
}

// MarshalJSON writes null for unanswered, a string for a given value, and an
// object that names the state otherwise.
func (v Value) MarshalJSON() ([]byte, error) {
	switch v.State {
	case Unanswered:
		return []byte("null"), nil
	case Given:
		return json.Marshal(v.Given)
	default:
		return json.Marshal(stateJSON{v.State.String(), v.Reason})
	}
}

type stateJSON struct {
	State  string `json:"state"`
	Reason string `json:"reason,omitempty"`
}

// UnmarshalJSON reads what MarshalJSON writes.
func (v *Value) UnmarshalJSON(b []byte) error {
	switch {
	case bytes.Equal(b, []byte("null")):
		*v = Value{}
		return nil
	case len(b) > 0 && b[0] == '"':
		var text string
		if err := json.Unmarshal(b, &text); err != nil {
			return err
		}
		*v = Of(text)
		return nil
	}
	var s stateJSON
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	switch s.State {
	case "not-recorded":
		*v = Missing()
	case "not-applicable":
		*v = Inapplicable(s.Reason)
	default:
		return fmt.Errorf("unknown state %q", s.State)
	}
	return nil
}
