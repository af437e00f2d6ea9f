"""Who can sign in at the provider, and what it says of them in a token."""

from oauth2_provider.oauth2_validators import OAuth2Validator

CLAIMS = {}  # user name -> claims; the process lives as long as the test run


class Validator(OAuth2Validator):
    """Puts the claims of the made-up people in the token, whatever the scope."""

    oidc_claim_scope = None

    def get_additional_claims(self, request):
        return CLAIMS[request.user.username]
