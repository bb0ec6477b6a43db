---
sh: echo no such branch >&2; exit 3
---
