---
to: pages/<%= name %>.md
---
# <%= title %>
