"""Plugins that mean harm, against every hook and every command."""
