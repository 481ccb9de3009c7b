"""The last step: a complete output folder goes to its host, and nothing else ever does.

delivery     the order of it all, the same for every host
target       what BROADSHEET_PUBLISH_TO says: a branch or a folder, or what is wrong with it
parcel       output folder and manifest: the files that may be sent, or a refusal that names files
changes      the site against what its host holds; what speaks against sending it
host         what every kind of host can do
branch       … when it is a git branch: ghp-import
mirror       … when it is a folder: rsync
repository   what git knows of the sources
program      git and rsync, run without a question and not for ever
record       what was published, kept for later work
"""
