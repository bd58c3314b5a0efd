#!/usr/bin/env bash
# Lists what the services are made of: all packages with their versions and licences.
set -euo pipefail
# shellcheck source=lib/load.sh
source "${BASH_SOURCE[0]%/*}/lib/load.sh"

usage() {
  cat <<'USAGE'
./infra/sbom.sh FOLDER   write into FOLDER a list in CycloneDX for each service, Intake.json and so on, and licences.txt for all
USAGE
}

# make_sbom: by the tool that .config/dotnet-tools.json pins.
make_sbom() {
  local log=$FOLDER/sbom.log project
  for project in "${PROJECTS[@]}"; do
    (
      cd -- "$PROJECT"
      dotnet tool restore
      dotnet restore "services/$project" --locked-mode
      dotnet tool run dotnet-CycloneDX -- "services/$project/$project.csproj" --recursive --disable-package-restore \
        --set-name "Moderation.$project" --output "$FOLDER" --filename "$project.json" --output-format Json
    ) > "$log" 2>&1 < /dev/null || fail "the list of $project could not be made." "mend what it says." "$log"
  done
  rm -f -- "$log"
}

# list_licences: what each component says of itself, from the lists above: name, version, licence.
list_licences() {
  local -a lists=("${PROJECTS[@]/#/$FOLDER/}")
  lists=("${lists[@]/%/.json}")
  awk -F'"' '
    /^  "components":/ { listed = 1 }
    /^  ]/ { listed = 0 }
    /^      "name":/ { name = $4 }
    /^      "version":/ { version = $4 }
    /^ +"(id|name|expression)":/ && inside { licence = licence ? licence " OR " $4 : $4 }
    /^      "licenses":/ { inside = 1 }
    /^      ]/ { inside = 0 }
    listed && /^    }/ {
      printf "%s\t%s\t%s\n", name, version, licence ? licence : "in a file of its own"
      name = version = licence = ""
    }
  ' "${lists[@]}" | LC_ALL=C sort -u > "$FOLDER/licences.txt"
}

case "${1:-} $#" in
  '--help 1')
    usage
    exit
    ;;
  -* | ' '*) usage_error "name the folder" "$0" ;;
  *' 1') ;;
  *) usage_error "name the folder, and nothing else" "$0" ;;
esac
need_dotnet
mkdir -p -- "$1"
FOLDER=$(cd -- "$1" && pwd)
step "What the services are made of" make_sbom
list_licences
say "$FOLDER: a list for each service, and $(wc -l < "$FOLDER/licences.txt") packages in licences.txt"
