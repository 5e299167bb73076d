"""Setting a plan up by hand: its settings, themes, actions and steps, as forms and as an outline."""
