using Moderation.Moderator.Opinions;

namespace Moderation.Moderator.Tests.Opinions;

public sealed class KappaTests
{
    /// <summary>
    /// Two dermatologists on 88 patients, as SAS documents PROC FREQ: kappa .3449, its standard error .0724, from .2030 to .4868.
    /// </summary>
    [Fact]
    public void It_is_what_SAS_gives_for_two_dermatologists()
    {
        var kappa = Kappa.Of([[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]])!;

        Assert.Equal((0.3449, 0.2030, 0.4868), (Rounded(kappa.Value), Rounded(kappa.Low), Rounded(kappa.High)));
    }

    /// <summary>The example of Fleiss, Cohen and Everitt: 200 patients, kappa .429, its variance .002885.</summary>
    [Fact]
    public void It_is_what_Fleiss_Cohen_and_Everitt_tell_of_their_example()
    {
        var kappa = Kappa.Of([[106, 10, 4], [22, 28, 10], [2, 12, 6]])!;

        Assert.Equal(0.429, Math.Round(kappa.Value, 3));
        Assert.Equal(0.002885, Math.Round(Math.Pow((kappa.High - kappa.Low) / 2 / 1.959963984540054, 2), 6));
    }

    [Theory]
    [InlineData(20, 5, 10, 15, 0.4)]
    [InlineData(25, 25, 25, 25, 0)]
    [InlineData(0, 50, 50, 0, -1)]
    public void Of_two_categories_it_is_what_the_textbooks_have(int both, int first, int second, int neither, double value) =>
        Assert.Equal(value, Kappa.Of([[both, first], [second, neither]])!.Value, 12);

    [Fact]
    public void Without_a_second_category_nothing_is_known()
    {
        Assert.Null(Kappa.Of([[0, 0], [0, 0]]));
        Assert.Null(Kappa.Of([[0, 0], [0, 400]]));
    }

    [Fact]
    public void Who_never_disagreed_may_yet()
    {
        var few = Kappa.Of([[20, 0], [0, 20]])!;
        var many = Kappa.Of([[2_000, 0], [0, 2_000]])!;

        Assert.Equal((1, 1, 1d), (few.Value, few.High, many.High));
        Assert.InRange(few.Low, 0.8, 0.9);
        Assert.InRange(many.Low, 0.998, 0.9999);
    }

    [Fact]
    public void It_does_not_matter_who_is_first_how_categories_are_ordered_or_whether_all_is_doubled()
    {
        var random = new Random(20);
        for (var i = 0; i < 200; i++)
        {
            var table = Table((_, _) => random.Next(1, 60));
            var kappa = Kappa.Of(table)!;
            var turned = Kappa.Of(Table((r, c) => table[c][r]))!;
            var ordered = Kappa.Of(Table((r, c) => table[2 - r][2 - c]))!;
            var fourfold = Kappa.Of(Table((r, c) => 4 * table[r][c]))!;

            Assert.InRange(kappa.Value, -1, 1);
            Assert.InRange(kappa.Value, kappa.Low, kappa.High);
            Assert.All([turned, ordered], other =>
                Assert.Equal((kappa.Value, kappa.Low, kappa.High), (other.Value, other.Low, other.High), Near)
            );
            Assert.Equal((kappa.High - kappa.Low) / 2, fourfold.High - fourfold.Low, 9);
        }
    }

    /// <summary>People who err at a known rate: their true kappa lies in the interval about as often as it says.</summary>
    [Fact]
    public void The_interval_has_the_true_value_in_it_about_95_times_in_100()
    {
        const double bad = 0.3;
        const double error = 0.08;
        var random = new Random(12);
        var differ = 2 * error * (1 - error);
        var rejected = (bad * (1 - error)) + ((1 - bad) * error);
        var chance = (rejected * rejected) + ((1 - rejected) * (1 - rejected));
        var truth = (1 - differ - chance) / (1 - chance);
        var covered = 0;
        for (var i = 0; i < 2_000; i++)
        {
            int[][] counts = [[0, 0], [0, 0]];
            for (var of = 0; of < 300; of++)
            {
                var isBad = random.NextDouble() < bad;
                counts[Says(isBad)][Says(isBad)]++;
            }
            var kappa = Kappa.Of(counts)!;
            covered += kappa.Low <= truth && truth <= kappa.High ? 1 : 0;
        }

        Assert.InRange(covered / 2_000d, 0.93, 0.97);

        int Says(bool isBad) => isBad ^ (random.NextDouble() < error) ? 1 : 0;
    }

    private static int[][] Table(Func<int, int, int> cell) =>
        [.. Enumerable.Range(0, 3).Select(row => Enumerable.Range(0, 3).Select(column => cell(row, column)).ToArray())];

    private static double Rounded(double value) => Math.Round(value, 4);

    private static bool Near((double, double, double) one, (double, double, double) other) =>
        Math.Abs(one.Item1 - other.Item1) + Math.Abs(one.Item2 - other.Item2) + Math.Abs(one.Item3 - other.Item3) < 1e-9;
}
