module.exports = {
  params: ({ args }) => ({ title: args.title.trim() }),
};
