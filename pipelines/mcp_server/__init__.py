"""The MCP server: assistants search the published warehouse, read articles and stories, and query it, read-only.

Belongs here: the tools (tools, server), what bounds their answers (answers), the process in which each call runs
(isolation). Does not: arguments and exit codes of `newsfold mcp` (commands.mcp).
"""
