---
to: pages/<%= name %>.png
from: shared/empti.png
---
