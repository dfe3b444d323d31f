"""The ways of looking at an experiment, a folder each; a new one is entered here."""

from explorer.state.workspace import Workspaces
from explorer.workspaces.adversarial import ADVERSARIAL
from explorer.workspaces.characters import CHARACTERS
from explorer.workspaces.compare import COMPARE
from explorer.workspaces.components import COMPONENTS
from explorer.workspaces.explore import EXPLORE
from explorer.workspaces.maps import MAPS
from explorer.workspaces.mixtures import MIXTURES

WORKSPACES: Workspaces = (EXPLORE, COMPARE, ADVERSARIAL, COMPONENTS, CHARACTERS, MAPS, MIXTURES)
