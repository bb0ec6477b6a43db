---
to: pages/index.md
inject: true
after: "^## All pages"
---
- <%= name %>
