"""In Pyodide: print the configuration of its interpreter as JSON."""

import json
import sysconfig

print(json.dumps(sysconfig.get_config_vars(), default=str))
