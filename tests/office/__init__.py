"""The promises of the office: one way in, two writers, plugins that misbehave."""
