"""One small file per known family of papers; `imports.layout.all_layouts` finds them by walking this package."""
