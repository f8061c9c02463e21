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
package tui

import (
	"context"
	"io"
	"os"
	"os/signal"

	tea "charm.land/bubbletea/v2"
)

// Run shows the app on the terminal until the person quits. It returns once the
// terminal is as it was.
func Run(ctx context.Context, in io.Reader, out io.Writer, o Options) error {
	p := tea.NewProgram(newApp(newEnv(o)), tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(out), tea.WithFPS(120), tea.WithoutSignalHandler())
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, hangups...)
	defer signal.Stop(hangup)
	ended := make(chan struct{})
	defer close(ended)
	go func() {
		select {
		case <-hangup:
			p.Send(hungUp{})
		case <-ended:
		}
	}()
	_, err := p.Run()
	return err
}
