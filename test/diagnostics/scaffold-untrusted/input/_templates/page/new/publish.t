---
sh: git push
---
