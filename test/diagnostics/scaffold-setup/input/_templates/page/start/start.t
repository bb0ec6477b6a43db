---
setup: ./starter
---
