using Moderation.Classifier.Evasion;
using Moderation.Classifier.Training.Perturbation;
using Moderation.Text;
using Xunit;

namespace Moderation.Classifier.Tests.Evasion;

public class DisguiseTests
{
    private const string Text = "Thằng này ngu quá, không biết gì mà cũng nói. Vay tiền gọi zalo 0900000123";

    [Theory]
    [InlineData(DisguiseKind.Undiacritised, "khong biet gi")]
    [InlineData(DisguiseKind.Glued, "khôngbiết")]
    [InlineData(DisguiseKind.Teencode, "hông pít zì")]
    public void Disguised_words_look_as_people_write_them(DisguiseKind kind, string expected) =>
        Assert.Contains(expected, Disguise.Of(Text, kind, 1, seed: 1), StringComparison.Ordinal);

    [Fact]
    public void The_same_seed_gives_the_same_disguise_and_the_level_its_extent()
    {
        foreach (var kind in Enum.GetValues<DisguiseKind>())
        {
            Assert.Equal(Text, Disguise.Of(Text, kind, 0, seed: 1));
            Assert.NotEqual(Text, Disguise.Of(Text, kind, 1, seed: 1));
            Assert.Equal(Disguise.Of(Text, kind, 0.3, seed: 1), Disguise.Of(Text, kind, 0.3, seed: 1));
            Assert.NotEqual("", Disguise.Of("x😂😂😂y 👩\u200D🚀a", kind, 1, seed: 1));
        }
    }

    /// <summary>What the normaliser takes off is no disguise at all.</summary>
    [Theory]
    [InlineData(DisguiseKind.ZeroWidth)]
    [InlineData(DisguiseKind.Decomposed)]
    [InlineData(DisguiseKind.Case)]
    public void A_disguise_of_form_alone_reads_the_same(DisguiseKind kind)
    {
        foreach (var comment in SmallModel.Comments().Comments)
        {
            var disguised = Disguise.Of(comment.Input.Content, kind, 0.5, seed: 3);
            Assert.Equal(MatchingText.Of(comment.Input.Content).Marked.ToString(), MatchingText.Of(disguised).Marked.ToString());
        }
    }

    [Fact]
    public void Numbers_and_the_messenger_are_taken_apart()
    {
        var broken = Enumerable.Range(0, 60).Select(seed => Disguise.Of(Text, DisguiseKind.BrokenPhones, 0.3, seed)).ToList();
        Assert.Contains(broken, text => text.Contains("ZaL0", StringComparison.Ordinal));
        Assert.Contains(broken, text => !text.Contains("0900000123", StringComparison.Ordinal));
    }

    [Fact]
    public void Training_copies_keep_their_labels_and_name_their_original()
    {
        var file = SmallModel.Comments();
        var perturbed = Perturber.WithCopies(file, 2);
        var copies = perturbed.Comments.Skip(file.Comments.Count).ToList();
        Assert.Equal(file.Comments, perturbed.Comments.Take(file.Comments.Count));
        Assert.Equal(file.Source, perturbed.Source);
        Assert.InRange(copies.Count, file.Comments.Count, 2 * file.Comments.Count);
        var originals = file.Comments.ToLookup(comment => comment.Input.Content, StringComparer.Ordinal);
        Assert.All(copies, copy =>
        {
            Assert.NotEqual(copy.CopyOf, copy.Input.Content);
            Assert.Contains(originals[copy.CopyOf!], original => original == copy with { Input = original.Input, CopyOf = null });
        });
        Assert.Equal(copies, Perturber.WithCopies(file, 2).Comments.Skip(file.Comments.Count));
    }

    /// <summary>What measures and what trains share no sign, or the measure would show what was learned by heart.</summary>
    [Fact]
    public void The_generator_of_training_makes_other_disguises_than_the_measure()
    {
        var all = SmallModel.Comments();
        var (texts, file) = (all.Comments, all with { Comments = [.. all.Comments.Take(300)] });
        var plain = texts.SelectMany(comment => comment.Input.Content.Split(' ')).ToHashSet(StringComparer.Ordinal);
        var trained = Perturber
            .WithCopies(file, 3)
            .Comments.Where(comment => comment.CopyOf is not null)
            .SelectMany(comment => comment.Input.Content.Split(' '))
            .Where(IsDisguised)
            .ToHashSet(StringComparer.Ordinal);
        DisguiseKind[] kinds = [DisguiseKind.Separators, DisguiseKind.LookAlikes, DisguiseKind.Lengthening];
        var measured = kinds
            .SelectMany(kind =>
                texts.Take(300).SelectMany(comment => Disguise.Of(comment.Input.Content, kind, 1, seed: 9).Split(' '))
            )
            .Where(IsDisguised)
            .ToHashSet(StringComparer.Ordinal);
        var shared = trained.Intersect(measured, StringComparer.Ordinal).Count();
        Assert.InRange(shared, 0, trained.Count / 50);

        bool IsDisguised(string word) =>
            !plain.Contains(word)
            && (
                word.Any(unit => !char.IsLetter(unit) && !".,!?-\"():;…".Contains(unit, StringComparison.Ordinal))
                || word.Any(unit => unit is >= '\u0370' and < '\u1E00')
            );
    }
}
