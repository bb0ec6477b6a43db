---
to: pages/<%= name %>.md
---
# <%= name %>

<%= summary %>
