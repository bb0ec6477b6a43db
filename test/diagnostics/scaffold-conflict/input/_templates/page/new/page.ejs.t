---
to: page.txt
---
Heading: <%= name %>
