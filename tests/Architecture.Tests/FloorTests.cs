namespace Moderation.Architecture.Tests;

public sealed class FloorTests
{
    private const string Services = "services/";

    public static TheoryData<string> Projects =>
        [
            .. Tree.Files(".csproj")
                .Where(path => path.StartsWith(Services, StringComparison.Ordinal))
                .Select(path => path.Split('/')[1]),
        ];

    [Fact]
    public void Every_project_is_looked_at() => Assert.Equal(8, Projects.Count);

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folders_use_each_other_in_a_circle(string project)
    {
        var circles = new Floors(SourcesOf(project)).Circles();
        Assert.True(circles.Count == 0, string.Join('\n', circles));
    }

    [Theory]
    [InlineData("using Moderation.Shop.Goods;")]
    [InlineData("using static Moderation.Shop.Goods.Price;")]
    [InlineData("using Cost = Moderation.Shop.Goods.Price;")]
    [InlineData("namespace Moderation.Shop.Till; class Sum { Goods.Price Of() => null; }")]
    [InlineData("namespace Moderation.Shop.Till; class Sum { object Of() => new Moderation.Shop.Goods.Price(); }")]
    [InlineData("namespace Moderation.Shop.Till; class Sum { string Of() => $\"{Goods.Price.One}\"; }")]
    public void A_use_is_seen_however_it_is_written(string till) =>
        Assert.Equal(
            "Goods → Till → Goods (Goods/Price.cs; Till/Sum.cs)",
            Assert.Single(
                Floor(
                        ("Goods/Price.cs", "using Moderation.Shop.Till;\nnamespace Moderation.Shop.Goods;\npublic class Price;"),
                        ("Till/Sum.cs", till),
                        ("Till/Drawer.cs", "namespace Moderation.Shop.Till;\npublic class Drawer;")
                    )
                    .Circles()
            )
        );

    [Fact]
    public void What_lies_in_no_folder_is_seen_from_all_and_may_not_be_used_by_what_it_uses() =>
        Assert.Equal(
            "(root) → Till → (root) (Program.cs; Till/Sum.cs)",
            Assert.Single(
                Floor(
                        ("Program.cs", "using Moderation.Shop.Till;"),
                        ("Verbs.cs", "namespace Moderation.Shop;\nclass Verbs;"),
                        ("Till/Sum.cs", "namespace Moderation.Shop.Till;\nclass Sum { object Of() => new Verbs(); }")
                    )
                    .Circles()
            )
        );

    [Theory]
    [InlineData("// Goods.Price\nnamespace Moderation.Shop.Till; class Sum;")]
    [InlineData("namespace Moderation.Shop.Till; class Sum { string Of() => \"Goods.Price\"; }")]
    [InlineData("namespace Moderation.Shop.Till; class Sum { object Of(Basket basket) => basket.Goods.Price; }")]
    public void Comments_strings_and_members_are_no_use(string till) =>
        Assert.Empty(
            Floor(
                    ("Goods/Price.cs", "using Moderation.Shop.Till;\nnamespace Moderation.Shop.Goods;\npublic class Price;"),
                    ("Till/Sum.cs", till)
                )
                .Circles()
        );

    private static Floors Floor(params (string Path, string Text)[] sources) =>
        new([.. sources.Select(source => new Source("Moderation.Shop", source.Path, source.Text))]);

    private static Source[] SourcesOf(string project) =>
        [
            .. Tree.Files(".cs", ".razor", ".cshtml")
                .Where(path => path.StartsWith($"{Services}{project}/", StringComparison.Ordinal))
                .Select(path => new Source($"Moderation.{project}", path[$"{Services}{project}/".Length..], Tree.Read(path))),
        ];
}
