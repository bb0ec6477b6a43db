---
to: pages/<%= name %>.md
unless_exist: true
---
# <%= name %>
