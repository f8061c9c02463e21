package pack

import (
	"strings"
	"unicode/utf16"
)

// high are the characters 0x80 to 0x9f of Windows-1252, in which Excel writes CSV
// in western Europe. The others are those of Unicode; those without a character
// are not used.
var high = [32]rune{
	'€', 0xfffd, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0xfffd, 'Ž', 0xfffd,
	0xfffd, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0xfffd, 'ž', 'Ÿ',
}

func windows1252(b []byte) string {
	var s strings.Builder
	s.Grow(len(b) + len(b)/8)
	for _, c := range b {
		if c >= 0x80 && c < 0xa0 {
			s.WriteRune(high[c-0x80])
			continue
		}
		s.WriteRune(rune(c))
	}
	return s.String()
}

// utf16Text is text of two bytes for each unit, which Excel calls Unicode text.
func utf16Text(b []byte, unit func([]byte) uint16) string {
	units := make([]uint16, 0, len(b)/2)
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, unit(b))
	}
	return string(utf16.Decode(units))
}
