package tui

import (
	"strings"
	"testing"

	"favour/internal/report"
	"favour/internal/tui/widget"
)

func said(lines []line) string {
	var texts []string
	for _, l := range lines {
		texts = append(texts, l.text)
	}
	return strings.Join(texts, "\n")
}

// A copy is laid out as its reader will see it: tables with their columns where
// these fit, and row by row where they do not.
func TestReadOutIsLaidOut(t *testing.T) {
	all := []report.Saying{
		{Cells: []string{"Summary"}, Heading: true},
		{Cells: []string{""}},
		{Cells: []string{"- Nothing was investigated between September 2011 and May 2012. (MED-02)"}},
		{Cells: []string{""}},
		{Cells: []string{"Item", "Count", "Number"}, Heading: true},
		{Cells: []string{"BUS-07 Applications", "Received", "84"}},
		{Cells: []string{"BUS-07 Applications", "Approved", "[withheld: few enough]"}},
		{Cells: []string{""}},
		{Cells: []string{"Record", ""}, Heading: true},
		{Cells: []string{"SHA-256 of the checklist", strings.Repeat("0123456789abcdef", 4)}},
		{Cells: []string{"Changes", "15"}},
	}
	for w, want := range map[int]string{
		80: `Summary
- Nothing was investigated between September 2011 and May 2012. (MED-02)

Item                 Count     Number
BUS-07 Applications  Received  84
BUS-07 Applications  Approved  [withheld: few enough]

Record
SHA-256 of the checklist  0123456789abcdef0123456789abcdef
                          0123456789abcdef0123456789abcdef
Changes                   15`,
		40: `Summary
- Nothing was investigated between
  September 2011 and May 2012. (MED-02)

BUS-07 Applications
  Count   Received
  Number  84
BUS-07 Applications
  Count   Approved
  Number  [withheld: few enough]

Record
SHA-256 of the checklist
               0123456789abcdef012345678
               9abcdef
               0123456789abcdef012345678
               9abcdef
Changes        15`,
	} {
		lines := readOut(all, w)
		got := said(lines)
		if got != want {
			t.Errorf("in %d columns it is\n%s\nwant\n%s", w, got, want)
		}
		gaps := 0
		for _, l := range lines {
			if widget.Width(l.text) > w {
				t.Errorf("%q takes more than %d columns", l.text, w)
			}
			if l.gap {
				gaps++
			}
		}
		if gaps != 1 {
			t.Errorf("in %d columns %d places are withheld", w, gaps)
		}
	}
}
