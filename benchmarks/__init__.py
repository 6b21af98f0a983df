"""What migcase costs, measured in one run beside raw floors."""
