package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"favour/internal/export"
	"favour/internal/plain"
	"favour/internal/seal"
)

// passphrase asks for that of a locked key, and shows nothing of it. It is used
// once and kept nowhere.
type passphrase struct {
	base
	file    string // of the key, as it was typed
	then    func(seal.Signer) tea.Cmd
	input   field
	busy    bool
	problem string
}

// signerRead brings the key that was unlocked.
type signerRead struct {
	by     *passphrase
	signer seal.Signer
	err    error
}

func newPassphrase(e *env, file string, then func(seal.Signer) tea.Cmd) *passphrase {
	return &passphrase{base: on(e), file: file, then: then, input: newField("")}
}

func (m *passphrase) Editing() bool { return true }

func (m *passphrase) Leave() tea.Cmd {
	m.input.set("")
	return nil
}

func (m *passphrase) Press(k tea.KeyPressMsg) tea.Cmd {
	m.problem = ""
	m.input.update(k)
	return nil
}

func (m *passphrase) Paste(p tea.PasteMsg) tea.Cmd {
	m.problem = ""
	m.input.update(p)
	return nil
}

func (m *passphrase) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(signerRead); ok && msg.by == m {
		return m.read(msg)
	}
	return nil
}

func (m *passphrase) read(msg signerRead) tea.Cmd {
	m.busy = false
	switch {
	case errors.Is(msg.err, seal.ErrWrongPassphrase):
		m.problem = "That is not the passphrase of this key. Type it again."
	case msg.err != nil:
		m.problem = sentence(msg.err)
	default:
		return m.env.backThen(m, func() tea.Cmd { return m.then(msg.signer) })
	}
	return nil
}

func (m *passphrase) Titles() (string, string) {
	return "The signing key is locked", "Nothing is shown while you type"
}

func (m *passphrase) Explain() string {
	return "Type the passphrase of your private key, so that it can sign the return. Nothing of it is shown, and neither it nor the key is kept. Go back to leave it: nothing is written then."
}

func (m *passphrase) Actions() []action {
	busy := ""
	if m.busy {
		busy = "The key is being read."
	}
	return []action{
		can("passphrase.take", m.take).unless(busy),
		can("passphrase.back", func() tea.Cmd { return m.env.back(m) }),
	}
}

// take unlocks the key with what was typed, which is gone then.
func (m *passphrase) take() tea.Cmd {
	typed, file := []byte(m.input.value()), m.file
	m.input.set("")
	m.busy, m.problem = true, ""
	return func() tea.Msg {
		path, err := export.KeyInFull(file)
		if err != nil {
			return signerRead{m, nil, err}
		}
		s, err := export.ReadSigner(path, func() ([]byte, error) { return typed, nil })
		return signerRead{m, s, err}
	}
}

func (m *passphrase) Draw(w, h int) page {
	const label = "› Passphrase  "
	var lines []line
	lines = append(lines, toLines(nil, hang("Key  ", plain.Line(m.file), w-margin)...)...)
	lines = append(lines, line{})
	p := page{y: len(lines), x: len([]rune(label))}
	lines = append(lines, line{text: label[len("› "):]})
	switch {
	case m.busy:
		lines = append(lines, line{}, line{text: "Reading the key.", tone: inDim})
	case m.problem != "":
		lines = append(lines, line{})
		lines = append(lines, toLines(inBad, wrap(m.problem, w-margin)...)...)
	}
	for i, l := range lines {
		p.lines = append(p.lines, l.draw(m.env.theme, i == p.y, w))
	}
	return p.fit(h)
}
