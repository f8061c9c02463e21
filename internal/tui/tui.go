// Package tui is the terminal app: the screens on which a person works through
// an assessment.
//
// It draws what package assessment holds and hands every change to package
// journal; it decides nothing about answers, and touches no file but through
// what [Options] gives it. The look is package theme, the drawing of lines and
// lists package widget.
//
// Start with app.go, the frame and the stack of screens; then screen.go, what a
// screen is; then question.go, the screen that matters most.
//
// # Adding a screen
//
// A screen is a type with a file of its own, of which receipts.go is a short example.
// It embeds a rowScreen if it shows a list, a textScreen if a text of many lines, or
// else a base, and has Draw, Titles and Actions; of the other methods of a screen only
// those in which it differs. Its actions are in package keymap by their ids, so
// that their keys can be set and the key line, the help and the palette know them.
// Env.open puts it on top, from an action of the screen that leads to it; one that is
// reached from everywhere has its action in app.everywhere or app.elsewhere. A row in
// screens_test.go draws it in every state, or at least with hostile text.
package tui

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"sync"

	tea "charm.land/bubbletea/v2"
)

// ErrPanic is reported when a mistake in the program has ended the app.
var ErrPanic = errors.New("favour has met a mistake of its own and stopped. What was saved is saved, and what you were typing is offered when you start it again")

// Run shows the app on the terminal until the person quits, or ctx ends, which
// is as if the window were closed. It returns once the terminal is as it was,
// and what was typed is saved or kept as a draft, whatever ended the app.
func Run(ctx context.Context, in io.Reader, out io.Writer, o Options) error {
	return show(ctx, newApp(newEnv(o)), in, out)
}

func show(ctx context.Context, m *app, in io.Reader, out io.Writer, more ...tea.ProgramOption) error {
	// Not WithContext: that would end the program before it has saved.
	options := []tea.ProgramOption{tea.WithInput(in), tea.WithOutput(out), tea.WithFPS(120), tea.WithoutSignalHandler()}
	p := tea.NewProgram(newPaced(m), append(options, more...)...)
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, hangups...)
	defer signal.Stop(hangup)
	ended := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		for asked := false; !asked; {
			select {
			case <-ctx.Done():
				asked = true
			case x := <-hangup:
				asked = x != os.Interrupt || !m.env.loan.Lent()
			case <-ended:
				return
			}
		}
		p.Send(hungUp{})
	})
	_, err := p.Run()
	close(ended)
	watching.Wait()
	kerr := m.keep()
	if errors.Is(err, tea.ErrProgramPanic) {
		err = ErrPanic
	}
	return errors.Join(err, kerr)
}
