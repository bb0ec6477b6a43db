---
to: pages/<%= name %>.md
---
# <%= name %>
