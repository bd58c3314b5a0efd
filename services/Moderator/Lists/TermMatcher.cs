using System.Collections.Frozen;
using Moderation.Contracts;
using Moderation.Text;

namespace Moderation.Moderator.Lists;

/// <summary>
/// Finds the terms of the lists in a text in one pass, whatever their number: an Aho–Corasick automaton (CACM 18(6), 1975) over
/// whole words, in which the words have no diacritics. What it finds is then compared word by word: a word with its diacritics is
/// the term's or another word, and one that leaves them out is a weak hit. Terms are folded as texts are. Never changes; serves
/// any number of threads.
/// </summary>
public sealed class TermMatcher
{
    private const int Root = 0;

    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _words;
    private readonly FrozenDictionary<long, int> _next;
    private readonly int[] _fallback;
    private readonly int[] _nextWithTerms;
    private readonly Term[][] _terms;

    /// <param name="lists">Terms that <see cref="CanFind"/> any word in; others are never found.</param>
    public TermMatcher(IEnumerable<(ListKind Kind, string Term)> lists)
    {
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        var next = new Dictionary<long, int>();
        var (parents, entered, terms) = (new List<int> { Root }, new List<int> { -1 }, new List<List<Term>> { new() });
        var (text, words) = (new MatchingText(), new List<MatchingWord>());
        foreach (var (kind, written) in lists)
        {
            text.Read(written);
            MatchingWords.Read(text, words);
            var state = Root;
            var marked = new int[words.Count];
            for (var i = 0; i < words.Count; i++)
            {
                marked[i] = IdOf(text.Marked[words[i].Start..words[i].End].ToString());
                var word = IdOf(text.Unmarked[words[i].Start..words[i].End].ToString());
                if (!next.TryGetValue(Key(state, word), out var following))
                {
                    next[Key(state, word)] = following = parents.Count;
                    parents.Add(state);
                    entered.Add(word);
                    terms.Add([]);
                }

                state = following;
            }

            if (state != Root)
                terms[state].Add(new Term(kind, written, marked));
        }

        _words = vocabulary.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _next = next.ToFrozenDictionary();
        _terms = [.. terms.Select(t => t.ToArray())];
        (_fallback, _nextWithTerms) = Link(parents, entered);

        int IdOf(string word)
        {
            if (!vocabulary.TryGetValue(word, out var id))
                vocabulary[word] = id = vocabulary.Count;
            return id;
        }
    }

    /// <summary>False for a term without a letter, digit or symbol.</summary>
    public static bool CanFind(string term)
    {
        var words = new List<MatchingWord>();
        MatchingWords.Read(MatchingText.Of(term), words);
        return words.Count > 0;
    }

    /// <summary>What stands in the name, title and content of a comment.</summary>
    internal List<TermHit> In(CommentText comment)
    {
        var (text, hits) = (new MatchingText(), new List<TermHit>());
        foreach (
            var (field, written) in new[]
            {
                (CommentField.Name, comment.Name),
                (CommentField.Title, comment.Title),
                (CommentField.Content, comment.Content),
            }
        )
        {
            text.Read(written);
            Find(text, field, hits);
        }

        return hits;
    }

    /// <summary>Adds what stands in the text and is not taken back by an allowed term.</summary>
    public void Find(MatchingText text, CommentField field, List<TermHit> hits)
    {
        if (_terms.Length == 1)
            return;
        var words = new List<MatchingWord>();
        MatchingWords.Read(text, words);
        var (read, found) = (new List<Word>(words.Count), new List<Match>());
        var (state, broken) = (Root, false);
        foreach (var word in words)
        {
            broken |= word.AfterBreak;
            if (Look(text, word) is not { } known)
                continue;
            if (broken)
                state = Root;
            broken = false;
            read.Add(known);
            state = Step(state, known.Unmarked, _fallback);
            for (
                var ending = _terms[state].Length > 0 ? state : _nextWithTerms[state];
                ending != Root;
                ending = _nextWithTerms[ending]
            )
            {
                foreach (var term in _terms[ending])
                {
                    if (Compare(term, read) is { } weak)
                        found.Add(new Match(term, read[^term.Marked.Length].Place.Start, word.End, weak));
                }
            }
        }

        var allowed = found.FindAll(match => match.Term.Kind == ListKind.Allowed);
        foreach (var match in found)
        {
            if (match.Term.Kind == ListKind.Allowed || allowed.Exists(name => name.TakesBack(match)))
                continue;
            if (match.Term.Kind == ListKind.Reserved && field != CommentField.Name)
                continue;
            var (start, end) = text.ToOriginal(match.Start, match.End);
            hits.Add(new TermHit(match.Term.Kind, match.Term.Written, field, start, end, match.Weak));
        }
    }

    /// <returns>Null for a symbol that no term has: it stands between words as a space does.</returns>
    private Word? Look(MatchingText text, MatchingWord place)
    {
        var marked = text.Marked[place.Start..place.End];
        var unmarked = text.Unmarked[place.Start..place.End];
        if (!_words.TryGetValue(unmarked, out var id))
            return char.IsLetterOrDigit(marked[0]) || marked[0] is '@' or '$' ? new Word(place, -1, -1, false) : null;
        var isPlain = marked.SequenceEqual(unmarked);
        return new Word(
            place,
            id,
            isPlain ? id
                : _words.TryGetValue(marked, out var own) ? own
                : -1,
            isPlain
        );
    }

    /// <summary>The state after a word: the longest end of what was read that begins a term.</summary>
    private int Step(int state, int word, int[] fallback)
    {
        while (word >= 0)
        {
            if (_next.TryGetValue(Key(state, word), out var following))
                return following;
            if (state == Root)
                break;
            state = fallback[state];
        }

        return Root;
    }

    /// <returns>Whether the hit is weak; null when the text has other words.</returns>
    private static bool? Compare(Term term, List<Word> read)
    {
        var weak = false;
        var first = read.Count - term.Marked.Length;
        for (var i = 0; i < term.Marked.Length; i++)
        {
            var word = read[first + i];
            if (word.Marked == term.Marked[i])
                continue;
            if (!word.IsPlain)
                return null;
            weak = true;
        }

        return weak;
    }

    /// <summary>
    /// The longest proper suffix of each state that is a state too, and the nearest of those where a term ends.
    /// </summary>
    private (int[] Fallback, int[] NextWithTerms) Link(List<int> parents, List<int> entered)
    {
        var (fallback, withTerms) = (new int[parents.Count], new int[parents.Count]);
        // Parents come before their children, but a suffix is shorter, not earlier: go by depth.
        var depths = new int[parents.Count];
        for (var state = 1; state < parents.Count; state++)
            depths[state] = depths[parents[state]] + 1;
        foreach (var state in Enumerable.Range(1, parents.Count - 1).OrderBy(s => depths[s]))
        {
            var suffix = parents[state] == Root ? Root : Step(fallback[parents[state]], entered[state], fallback);
            fallback[state] = suffix;
            withTerms[state] = _terms[suffix].Length > 0 ? suffix : withTerms[suffix];
        }

        return (fallback, withTerms);
    }

    private static long Key(int state, int word) => ((long)state << 32) | (uint)word;

    private sealed record Term(ListKind Kind, string Written, int[] Marked);

    private readonly record struct Word(MatchingWord Place, int Unmarked, int Marked, bool IsPlain);

    private readonly record struct Match(Term Term, int Start, int End, bool Weak)
    {
        /// <summary>
        /// A name without its diacritics does not excuse a term that stands there as the list has it, and none excuses a longer
        /// term that it is a part of.
        /// </summary>
        public bool TakesBack(Match other) =>
            Start < other.End && other.Start < End && (!Weak || other.Weak) && !other.IsMoreThan(this);

        private bool IsMoreThan(Match part) =>
            Start <= part.Start && part.End <= End && (Start < part.Start || part.End < End);
    }
}
