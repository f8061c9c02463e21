package assessment

import (
	"errors"
	"fmt"
	"time"

	"favour/internal/checklist"
)

// The parts of a review, as targets name them.
const (
	PartVerdict = "verdict" // ReviewAccepted or ReviewReturned
	PartBy      = "by"      // the reviewer
	PartTime    = "time"    // as RFC 3339, in UTC
	PartNote    = "note"    // why it was returned
	PartReply   = "reply"   // the answer to the note
	PartDigest  = "digest"  // of the answer that was accepted
)

// ReviewParts lists the parts of a review.
var ReviewParts = []string{PartVerdict, PartBy, PartTime, PartNote, PartReply, PartDigest}

var reviewNames = map[string]string{
	PartVerdict: "verdict", PartBy: "reviewer", PartTime: "time", PartNote: "note", PartReply: "answer to the note", PartDigest: "digest",
}

// A ReviewState is what the review of an item has come to.
type ReviewState string

const (
	NotReviewed    ReviewState = "not-reviewed"
	ReviewReturned ReviewState = "returned" // with a note that wants an answer
	ReviewReplied  ReviewState = "replied"  // the note is answered; the reviewer is to look again
	ReviewAccepted ReviewState = "accepted"
	ReviewChanged  ReviewState = "changed" // the answer is not the one that was accepted
)

// ReviewStates lists them in the order in which an item passes through them.
var ReviewStates = []ReviewState{NotReviewed, ReviewReturned, ReviewReplied, ReviewAccepted, ReviewChanged}

// Words is s as people read it.
func (s ReviewState) Words() string {
	switch s {
	case NotReviewed:
		return "not reviewed"
	case ReviewReturned:
		return "returned by the reviewer"
	case ReviewReplied:
		return "answered, to be reviewed again"
	case ReviewChanged:
		return "changed since accepted"
	}
	return string(s)
}

// A Review is what a reviewer has said of an item. It is the force's own affair:
// exports tell the State and no more.
type Review struct {
	State ReviewState
	By    string    // the reviewer; empty if not reviewed
	Time  time.Time // nought if not reviewed
	Note  string    // why it was returned
	Reply string    // the answer to the note
}

// Said is what the reviewer has said, and when, with the time in the words given;
// empty if nothing.
func (r Review) Said(when string) string {
	by := r.By + " on " + when
	switch r.State {
	case ReviewReturned:
		return "Returned by " + by
	case ReviewReplied:
		return "Returned by " + by + "; the note is answered, and the reviewer is to look again"
	case ReviewAccepted:
		return "Accepted by " + by
	case ReviewChanged:
		return "Changed since it was accepted by " + by
	}
	return ""
}

func reviewOf(item, part string) Target { return Target{OnReview, item, part} }

// Reply is the target of the answer to a reviewer's note.
func Reply(item string) Target { return reviewOf(item, PartReply) }

// Review is what a reviewer has said of an item.
func (a Assessment) Review(item string) Review {
	part := func(p string) string { return a.At(reviewOf(item, p)).Given }
	r := Review{State: NotReviewed, By: part(PartBy), Note: part(PartNote), Reply: part(PartReply)}
	r.Time, _ = time.Parse(time.RFC3339, part(PartTime))
	switch ReviewState(part(PartVerdict)) {
	case ReviewAccepted:
		r.State = ReviewAccepted
		if part(PartDigest) != a.ItemDigest(item) {
			r.State = ReviewChanged
		}
	case ReviewReturned:
		r.State = ReviewReturned
		if r.Reply != "" {
			r.State = ReviewReplied
		}
	}
	return r
}

// ErrNothingToReview is reported for an item that has no answer to accept.
var ErrNothingToReview = errors.New("it is not answered yet")

// Accept are the edits by which a reviewer accepts the answers to items as they
// are now.
func (a Assessment) Accept(by Author, now time.Time, items ...string) ([]Edit, error) {
	var edits []Edit
	for _, id := range items {
		it, ok := a.Item(id)
		if !ok {
			return nil, fmt.Errorf("there is no item %s", id)
		}
		if a.Standing(it) == checklist.Unanswered {
			return nil, fmt.Errorf("%s cannot be accepted: %w", id, ErrNothingToReview)
		}
		edits = append(edits, a.reviewEdits(id, ReviewAccepted, by, now, "", a.ItemDigest(id))...)
	}
	return a.Edits(edits...), nil
}

// Return are the edits by which a reviewer sends an item back, with a note of
// what is wanted.
func (a Assessment) Return(by Author, now time.Time, item, note string) []Edit {
	return a.Edits(a.reviewEdits(item, ReviewReturned, by, now, note, "")...)
}

func (a Assessment) reviewEdits(item string, verdict ReviewState, by Author, now time.Time, note, digest string) []Edit {
	edit := func(part, text string) Edit { return Edit{Target: reviewOf(item, part), New: Of(text)} }
	return []Edit{
		edit(PartVerdict, string(verdict)), edit(PartBy, by.String()), edit(PartTime, now.UTC().Format(time.RFC3339)),
		edit(PartNote, note), edit(PartReply, ""), edit(PartDigest, digest),
	}
}
