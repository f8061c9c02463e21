package linear_test

import "testing"

// A line of the history ends behind a word; the number of the change reads all of it.
func TestHistoryReadsAll(t *testing.T) {
	const text = "The guidance was issued in September 2011, and everybody has read it."
	said := newWorld(t, true).says("SOC-01", "note", text, ".", "history", "1")
	has(t, said, "What HMIC will read: The guidance was issued in September 2011, and everybody…", "Change 2, by", text)
}
