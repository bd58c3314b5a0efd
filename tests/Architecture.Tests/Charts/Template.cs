using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Moderation.Architecture.Tests.Charts;

/// <summary>
/// The part of Go's templates that our chart keeps to: fields, variables, pipelines, <c>if</c>, <c>range</c>, <c>define</c> and
/// the functions below. What is not known fails, so that nothing in the chart is left unread.
/// </summary>
internal sealed partial class Template
{
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private delegate void Node(Scope scope, StringBuilder output);

    private readonly Dictionary<string, Node> _defined = new(StringComparer.Ordinal);
    private readonly ISerializer _yaml = new SerializerBuilder().WithQuotingNecessaryStrings().Build();

    /// <summary>Takes in what a file defines, and gives what it renders to with some data.</summary>
    public Func<object?, string> Read(string text)
    {
        var pieces = new Pieces(text);
        var node = Block(pieces);
        if (pieces.More)
            throw new FormatException($"{{{{ {pieces.Current.Code} }}}} ends nothing.");
        return data => Render(node, data);
    }

    private static string Render(Node node, object? data)
    {
        var output = new StringBuilder();
        node(new Scope(data, new(StringComparer.Ordinal) { ["$"] = data }), output);
        return output.ToString();
    }

    /// <summary>All up to the action that ends it, which stays current.</summary>
    private Node Block(Pieces pieces)
    {
        var nodes = new List<Node>();
        while (pieces.More)
        {
            var (text, code) = pieces.Current;
            if (code is null)
                nodes.Add((_, output) => output.Append(text));
            else if (code == "end" || code.StartsWith("else", StringComparison.Ordinal))
                break;
            else if (Action(code, pieces) is { } node)
                nodes.Add(node);
            pieces.Next();
        }
        return (scope, output) => nodes.ForEach(node => node(scope, output));
    }

    private Node? Action(string code, Pieces pieces)
    {
        if (code.StartsWith("/*", StringComparison.Ordinal))
            return null;
        var tokens = new Queue<string>(Token().Matches(code).Select(token => token.Value));
        switch (tokens.Peek())
        {
            case "define":
                _defined[tokens.ElementAt(1).Trim('"')] = Body(pieces);
                return null;
            case "if":
                tokens.Dequeue();
                return If(Pipeline(tokens), pieces);
            case "range":
                tokens.Dequeue();
                return Range(tokens, pieces);
        }
        if (tokens.Count > 2 && tokens.ElementAt(1) == ":=")
        {
            var (name, _) = (tokens.Dequeue(), tokens.Dequeue());
            var assigned = Pipeline(tokens);
            return (scope, _) => scope.Variables[name] = assigned(scope);
        }
        var value = Pipeline(tokens);
        return (scope, output) => output.Append(Text(value(scope)));
    }

    /// <summary>What stands between an action and its end.</summary>
    private Node Body(Pieces pieces)
    {
        pieces.Next();
        var body = Block(pieces);
        return pieces is { More: true, Current.Code: "end" } ? body : throw new FormatException("An action has no end.");
    }

    private Node If(Func<Scope, object?> condition, Pieces pieces)
    {
        pieces.Next();
        var then = Block(pieces);
        Node otherwise = pieces.Current.Code switch
        {
            "end" => (_, _) => { }
            ,
            "else" => Body(pieces),
            var code => If(Pipeline(new(Token().Matches(code!).Select(token => token.Value).Skip(2))), pieces),
        };
        return (scope, output) => (IsTrue(condition(scope)) ? then : otherwise)(scope.Inner(scope.Dot), output);
    }

    private Node Range(Queue<string> tokens, Pieces pieces)
    {
        List<string> names = [];
        while (tokens.Contains(":="))
        {
            if (tokens.Dequeue() is ['$', ..] name)
                names.Add(name);
        }
        var items = Pipeline(tokens);
        var body = Body(pieces);
        return (scope, output) =>
        {
            foreach (var (key, value) in Items(items(scope)))
            {
                var inner = scope.Inner(value);
                if (names is [.., var last])
                    inner.Variables[last] = value;
                if (names is [var first, _])
                    inner.Variables[first] = key;
                body(inner, output);
            }
        };
    }

    private static IEnumerable<(object? Key, object? Value)> Items(object? items) =>
        items switch
        {
            null => [],
            Dictionary<string, object?> map => map.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => ((object?)pair.Key, pair.Value)),
            IEnumerable list and not string => list.Cast<object?>().Select((item, i) => ((object?)i, item)),
            _ => throw new FormatException($"{items} cannot be ranged over."),
        };

    private Func<Scope, object?> Pipeline(Queue<string> tokens)
    {
        Func<Scope, object?>? value = null;
        do
        {
            var before = value;
            var words = new List<Func<Scope, object?>>();
            var function = tokens.TryPeek(out var first) && Name().IsMatch(first) ? tokens.Dequeue() : null;
            while (tokens.TryPeek(out var token) && token is not ("|" or ")"))
                words.Add(Operand(tokens));
            if (before is not null)
                words.Add(before);
            value = function is not null
                ? scope => Call(function, [.. words.Select(word => word(scope))])
                : words is [var only]
                    ? only
                    : scope => ((Func<string, string>)words[0](scope)!)((string)words[1](scope)!);
        } while (tokens.TryPeek(out var next) && next == "|" && tokens.Dequeue() == "|");
        return value;
    }

    private Func<Scope, object?> Operand(Queue<string> tokens)
    {
        var token = tokens.Dequeue();
        if (token == "(")
        {
            var inner = Pipeline(tokens);
            tokens.Dequeue();
            return inner;
        }
        if (token[0] == '"')
            return _ => token[1..^1];
        if (token is "true" or "false")
            return _ => token == "true";
        if (long.TryParse(token, CultureInfo.InvariantCulture, out var number))
            return _ => number;
        var path = token.Split('.');
        if (path[0].Length > 0 && path[0][0] != '$')
            throw new FormatException($"{token} is not known.");
        return scope =>
            path.Skip(1)
                .Where(name => name.Length > 0)
                .Aggregate(path[0].Length == 0 ? scope.Dot : scope.Variables[path[0]], Member);
    }

    /// <summary>A field that is missing is nothing, as in Go; one of what is no map is a mistake.</summary>
    private static object? Member(object? of, string name) =>
        of is Dictionary<string, object?> map
            ? map.GetValueOrDefault(name)
            : throw new FormatException($".{name} is asked of {of ?? "nothing"}.");

    private object? Call(string function, object?[] words) =>
        (function, words) switch
        {
            ("include", [string name, var data]) => Render(_defined[name], data),
            ("dict", _) => words.Chunk(2).ToDictionary(pair => (string)pair[0]!, pair => pair[1], StringComparer.Ordinal),
            ("list", _) => words.ToList(),
            ("printf", [string format, .. var filled]) =>
                filled.Aggregate(format, (text, word) => Verb().Replace(text, Text(word), 1)),
            ("quote", [var word]) => JsonSerializer.Serialize(Text(word), Unescaped),
            ("default", [var otherwise, var word]) => IsTrue(word) ? word : otherwise,
            ("upper", [string word]) => word.ToUpperInvariant(),
            ("replace", [string what, string with, var word]) => Text(word).Replace(what, with, StringComparison.Ordinal),
            ("nindent", [long by, string text]) => "\n" + Indented(text, by),
            ("toYaml", [var word]) => _yaml.Serialize(word!).TrimEnd(),
            ("eq", [var left, var right]) => Equals(left, right),
            ("gt", [long left, long right]) => left > right,
            ("int", [var word]) => Convert.ToInt64(word, CultureInfo.InvariantCulture),
            ("not", [var word]) => !IsTrue(word),
            ("and", _) => words.All(IsTrue),
            ("has", [var word, IEnumerable<object?> list]) => list.Contains(word),
            _ => throw new FormatException($"{function} with {words.Length} words is not known."),
        };

    private static string Indented(string text, long by) =>
        string.Join('\n', text.Split('\n').Select(line => new string(' ', (int)by) + line));

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            bool yes => yes ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static bool IsTrue(object? value) =>
        value switch
        {
            null or false or "" => false,
            ICollection { Count: 0 } => false,
            IConvertible number and not (string or bool) => number.ToInt64(CultureInfo.InvariantCulture) != 0,
            _ => true,
        };

    private sealed record Scope(object? Dot, Dictionary<string, object?> Variables)
    {
        public Scope Inner(object? dot) => new(dot, new(Variables, StringComparer.Ordinal));
    }

    /// <summary>Text and actions in turn; what an action's hyphens take away is gone from the text beside it.</summary>
    private sealed class Pieces
    {
        private readonly List<(string Text, string? Code)> _all = [];
        private int _at;

        public Pieces(string text)
        {
            var from = 0;
            var trim = false;
            foreach (Match action in Braces().Matches(text))
            {
                var before = text[from..action.Index];
                if (trim)
                    before = before.TrimStart();
                if (action.Groups["left"].Success)
                    before = before.TrimEnd();
                _all.Add((before, null));
                _all.Add(("", action.Groups["code"].Value));
                (from, trim) = (action.Index + action.Length, action.Groups["right"].Success);
            }
            _all.Add((trim ? text[from..].TrimStart() : text[from..], null));
        }

        public bool More => _at < _all.Count;

        public (string Text, string? Code) Current => _all[_at];

        public void Next() => _at++;
    }

    [GeneratedRegex(
        @"\{\{(?<left>- )?\s*(?<code>.*?)\s*(?<right> -)?\}\}",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        5_000
    )]
    private static partial Regex Braces();

    [GeneratedRegex("""
        "[^"]*"|:=|[()|,]|[^\s()|,]+
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Token();

    [GeneratedRegex("^[a-z][A-Za-z]*$", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Name();

    [GeneratedRegex("%[sd]", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Verb();
}
