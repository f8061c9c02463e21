package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
)

func newSignaturesCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "signatures",
		Short: "Show who has signed the return, and what that still covers",
		Long: `Shows every signature there ever was: whose, when, the SHA-256 of what was signed, the warnings that were acknowledged, and whether it stands. Where the return was reopened it says when, by whom and why, and what the signature no longer covers since.

The SHA-256 is that of all that the return says to HMIC, and of nothing else: it is the same for as long as no answer, detail, evidence or action is changed.`,
		Example: "favour signatures\nfavour signatures --json",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, x, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			all := x.Signatures()
			if a.asJSON {
				list := make([]signatureJSON, 0, len(all))
				for _, s := range all {
					list = append(list, signatureToJSON(x, s))
				}
				return a.out.json(list)
			}
			if len(all) == 0 {
				a.out.line("Nobody has signed %s. favour sign does.", x.ID())
			}
			for i, s := range all {
				if i > 0 {
					a.out.blank()
				}
				a.printSignature(x, s)
			}
			return nil
		},
	}
}

func (a *app) printSignature(x assessment.Assessment, s assessment.Signature) {
	a.out.heading(s.ID + "  " + s.Who())
	state := "Signed on " + a.clock(s.Time) + ", and stands."
	if !s.Stands() {
		state = fmt.Sprintf("Signed on %s. Reopened on %s by %s: %s", a.clock(s.Time), a.clock(s.ReopenedTime), s.ReopenedBy, s.Reopened)
	}
	a.out.hang("  ", state)
	a.out.hang("  ", "Declared: "+s.Declaration)
	a.out.hang("  ", "SHA-256 of what was signed: "+s.Digest)
	if len(s.Acknowledged) > 0 {
		a.out.hang("  ", "Acknowledged: "+strings.Join(s.Acknowledged, ", "))
	}
	if u := x.Uncovered(s.ID); !u.None() {
		a.out.hang("  ", "No longer covers: "+coverage(u))
	} else if !s.Stands() {
		a.out.hang("  ", "Covers all that the return says now.")
	}
}

// signedLines say of a list or a status whether the return is signed, and what a
// signature from before no longer covers; none if it never was signed.
func (a *app) signedLines(x assessment.Assessment) []string {
	s, ok := lastSignature(x)
	switch u := x.Uncovered(s.ID); {
	case !ok:
		return nil
	case x.Signed():
		return []string{"Signed by " + signatories(x) + ". It cannot be changed until favour reopen."}
	case u.None():
		return []string{"Signed by " + signatories(x) + ", and reopened; nothing that was signed has been changed since."}
	default:
		return []string{"Signed by " + signatories(x) + ", and reopened.", "No longer as signed: " + coverage(u) + "."}
	}
}

// signedWords says of one item whether the last signature covers it, and is empty
// where nobody has signed.
func signedWords(x assessment.Assessment, item string) string {
	s, ok := lastSignature(x)
	switch {
	case !ok:
		return ""
	case x.Signed():
		return "by " + signatories(x)
	case slices.Contains(x.Uncovered(s.ID).Items, item):
		return "no longer as signed by " + signatories(x)
	}
	return "by " + signatories(x) + ", before the return was reopened; not changed since"
}

type signatureJSON struct {
	ID           string        `json:"id"`
	Name         string        `json:"name"`
	Rank         string        `json:"rank"`
	Role         string        `json:"role"`
	Declaration  string        `json:"declaration"`
	Time         string        `json:"time"` // in UTC
	SHA256       string        `json:"sha256"`
	Acknowledged []string      `json:"acknowledged"`
	Stands       bool          `json:"stands"`
	Reopened     *reopenedJSON `json:"reopened,omitempty"`
	Uncovered    uncoveredJSON `json:"uncovered"`
}

type reopenedJSON struct {
	Reason string `json:"reason"`
	By     string `json:"by"`
	Time   string `json:"time"`
}

// uncoveredJSON is what a signature is no longer under.
type uncoveredJSON struct {
	Items   []string `json:"items"`
	Details []string `json:"details"`
}

func uncoveredToJSON(u assessment.Uncovered) uncoveredJSON {
	return uncoveredJSON{append([]string{}, u.Items...), append([]string{}, u.Details...)}
}

func signatureToJSON(x assessment.Assessment, s assessment.Signature) signatureJSON {
	j := signatureJSON{
		ID: s.ID, Name: s.Name, Rank: s.Rank, Role: s.Role, Declaration: s.Declaration, Time: isoTime(s.Time), SHA256: s.Digest,
		Acknowledged: append([]string{}, s.Acknowledged...), Stands: s.Stands(), Uncovered: uncoveredToJSON(x.Uncovered(s.ID)),
	}
	if !s.Stands() {
		j.Reopened = &reopenedJSON{s.Reopened, s.ReopenedBy, isoTime(s.ReopenedTime)}
	}
	return j
}
