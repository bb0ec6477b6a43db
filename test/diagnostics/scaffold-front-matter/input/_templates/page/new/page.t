---
to: pages/<%= name %>.md
skip_if: missing ? "true" : "false"
---
# <%= name %>
