package service

import (
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/vpc/binding"
	"github.com/lariat-cli/lariat/vpc"
)

// openTarget finds out whether --binding can be done, before anything is made.
func (o *createOptions) openTarget() (err error) {
	if o.binding == "" {
		return nil
	}
	if o.target, err = binding.Open(o.app, o.binding); err != nil {
		return err
	}
	if err := o.target.CheckFree(); err != nil || o.dryRun {
		return err
	}
	return o.target.CheckWritable()
}

// bind binds the service that was made. Where that fails, the service exists
// nevertheless, and making it again would be refused.
func (o *createOptions) bind(s vpc.Service) error {
	if o.target == nil {
		return nil
	}
	edit, err := o.target.Bind(s, false)
	if err == nil {
		err = edit.Write()
	}
	if err != nil {
		return &app.Problem{
			Kind: app.KindFailed, Err: err,
			Msg:  "created service " + app.Quote(s.Name) + " with id " + s.ID + ", but could not bind it: " + err.Error(),
			Hint: "lariat vpc bind " + s.ID + " --binding " + app.Quote(o.target.Name),
		}
	}
	o.app.Note("%s", edit.Done())
	return nil
}
