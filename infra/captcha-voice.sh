#!/usr/bin/env bash
# Makes the clips that Intake reads codes aloud with, once: they are committed. Needs espeak-ng, which speaks Vietnamese.
set -euo pipefail
PROJECT=$(cd -- "${BASH_SOURCE[0]%/*}/.." && pwd)
# shellcheck source=lib/say.sh
source "$PROJECT/infra/lib/say.sh"

case "${1:-} $#" in
  ' 0') ;;
  '--help 1')
    printf './infra/captcha-voice.sh   make the clips of services/Intake/Captchas/Voice, with espeak-ng\n'
    exit
    ;;
  *) usage_error "unknown arguments: $*" "$0" ;;
esac
command -v espeak-ng > /dev/null || fail 'espeak-ng is not installed.' 'run: apt-get install espeak-ng'

# Letters whose names rhyme are told apart by a word that begins with them.
declare -A NAMES=(
  [C]='xê, cá' [F]='ép phờ' [H]='hát' [K]='ca' [M]='em mờ, mèo' [N]='en nờ, nắng' [P]='pê, pin' [R]='e rờ'
  [T]='tê, tàu' [V]='vê, voi' [X]='ích xì' [3]='số ba' [4]='số bốn' [9]='số chín'
)
for letter in "${!NAMES[@]}"; do
  espeak-ng -v vi -s 140 -w "$PROJECT/services/Intake/Captchas/Voice/$letter.wav" "${NAMES[$letter]}"
done
